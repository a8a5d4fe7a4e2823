/**
 * One file of an archive in the form of POSIX tar (`ustar`), padded to whole blocks. Equal content gives equal bytes.
 *
 * @throws RangeError if the name is longer than 100 bytes.
 */
export function tarEntry(name: string, content: Uint8Array): Uint8Array {
  const header = Buffer.alloc(512);
  if (Buffer.byteLength(name) > 100) throw new RangeError(`The name ${name} is too long for an archive.`);
  header.write(name, 0);
  writeOctal(header, 100, 8, 0o644);
  writeOctal(header, 108, 8, 0);
  writeOctal(header, 116, 8, 0);
  writeOctal(header, 124, 12, content.length);
  writeOctal(header, 136, 12, 0);
  // The sum is taken with blanks in its own place.
  header.fill(" ", 148, 156);
  header.write("0", 156);
  header.write("ustar\u000000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\u0000 `, 148);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header, content, padding]);
}

/** What ends an archive. */
export const tarEnd: Uint8Array = new Uint8Array(1024);

function writeOctal(header: Buffer, offset: number, length: number, value: number): void {
  header.write(value.toString(8).padStart(length - 1, "0"), offset);
}
