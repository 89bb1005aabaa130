import Foundation
import Glibc

/// Which kind of file system a directory is on. SQLite's locks and its shared memory can't be trusted over a network.
package enum FileSystem {
  /// Whether a type of /proc/self/mountinfo is a network's. FUSE file systems count as network (sshfs, rclone, s3fs, …)
  /// but for those known to be local.
  package static func isNetwork(_ type: String) -> Bool {
    network.contains(type) || (type.hasPrefix("fuse.") && !localFuse.contains(type))
  }

  /// The type of the file system that a path is on; `nil` when the system does not tell.
  ///
  /// proc(5): `36 35 98:0 /root /mount options … - type source options`; the third field is the device.
  package static func type(of path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0, let mounts = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)
    else { return nil }
    return type(ofDevice: UInt64(status.st_dev), in: mounts)
  }

  /// The same from the text of mountinfo.
  package static func type(ofDevice device: UInt64, in mounts: String) -> String? {
    let name = "\(major(device)):\(minor(device))"
    for line in mounts.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 3, fields[2] == name, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count
      else { continue }
      return String(fields[dash + 1])
    }
    return nil
  }

  private static let network: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "coda", "ncpfs", "ceph", "gfs2", "ocfs2", "lustre",
    "gpfs", "beegfs", "glusterfs", "orangefs",
  ]

  private static let localFuse: Set<String> = [
    "fuse.ntfs-3g", "fuse.fuse-overlayfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.mergerfs",
    "fuse.bindfs",
  ]

  /// gnu_dev_major(3) and gnu_dev_minor(3), which are macros in C.
  private static func major(_ device: UInt64) -> UInt64 {
    (device >> 8 & 0xFFF) | (device >> 32 & ~0xFFF)
  }

  private static func minor(_ device: UInt64) -> UInt64 {
    (device & 0xFF) | (device >> 12 & ~0xFF)
  }
}
