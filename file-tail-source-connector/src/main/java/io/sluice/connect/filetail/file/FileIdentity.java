package io.sluice.connect.filetail.file;

/**
 * What the file system knows a file by, whatever its name: device and inode.
 *
 * @param device {@code st_dev}
 * @param inode {@code st_ino}; used again once the file is deleted, so never trusted without a look
 *     at the content
 */
public record FileIdentity(long device, long inode) {
  @Override
  public String toString() {
    return "device " + device + " inode " + inode;
  }
}
