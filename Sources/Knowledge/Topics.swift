/// The subjects of going abroad that a question can be about: ids of the intent catalogue.
public enum Topics {
  public static let all: Set<String> = [
    "market_selection", "market_research", "export_plan", "pricing", "incoterms", "customs", "export_documents", "vat",
    "logistics", "payment_terms", "credit_risk", "contracts", "ipr", "product_compliance", "partner_search",
    "sales_channels", "e_commerce", "marketing_material", "localisation", "trade_fairs", "joint_marketing",
    "cooperation",
    "export_family", "trust_and_nda", "recruitment", "business_culture", "sanctions", "public_procurement",
    "services_export", "sustainability", "financing", "risk_management", "commitment", "capacity", "digital_tools",
    "remote_and_rural", "readiness",
  ]
}
