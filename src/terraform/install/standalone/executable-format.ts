const formats = {
  linux: { magic: "7f454c46", machineAt: () => 18, amd64: 0x3e, arm64: 0xb7 },
  darwin: { magic: "cffaedfe", machineAt: () => 4, amd64: 0x07, arm64: 0x0c },
  // "MZ"; where the part for Windows begins is told at 0x3c
  windows: {
    magic: "4d5a",
    machineAt: (file: Buffer) => file.readUInt32LE(0x3c) + 4,
    amd64: 0x8664,
    arm64: 0xaa64,
  },
} as const;

/**
 * Whether the file is an executable of that platform: ELF, Mach-O or PE, for its processor.
 * @param platform as Terraform names it
 */
export function isExecutableFor(platform: string, file: Buffer): boolean {
  const [os, arch] = platform.split("_") as [keyof typeof formats, "amd64" | "arm64"];
  const { magic, machineAt, ...machines } = formats[os];
  if (file.length < 4096 || !file.toString("hex", 0, 4).startsWith(magic)) return false;
  return file.readUInt16LE(machineAt(file)) === machines[arch];
}
