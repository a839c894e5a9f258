import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createServerIdentity, pemToDer } from "../../../src/terraform/process/certificate";

describe("createServerIdentity", () => {
  it("makes a certificate that OpenSSL reads and verifies, a thousand times, whatever lengths come up", () => {
    const lengths = new Set<number>();
    for (let count = 0; count < 1000; count++) {
      const { certificateDer, certificatePem } = createServerIdentity();
      const parsed = new X509Certificate(certificatePem);
      expect(parsed.raw.equals(certificateDer)).toBe(true);
      expect(parsed.verify(parsed.publicKey)).toBe(true);
      lengths.add(certificateDer.length);
    }
    expect(lengths.size).toBeGreaterThan(1);
  });

  it("is for localhost by its alternative name, is its own authority, and serves both sides of TLS", () => {
    const parsed = new X509Certificate(createServerIdentity().certificatePem);
    expect(parsed.subjectAltName).toBe("DNS:localhost");
    expect(parsed.checkHost("localhost", { subject: "never" })).toBe("localhost");
    expect(parsed.ca).toBe(true);
    expect(parsed.checkIssued(parsed)).toBe(true);
    expect(parsed.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
    expect(parsed.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
  });

  it.each([
    ["2026-02-28T23:59:50.999Z", "Feb 28 23:59:20 2026 GMT", "Feb 28 23:59:50 2056 GMT"],
    ["2019-06-01T00:00:00.000Z", "May 31 23:59:30 2019 GMT", "Jun  1 00:00:00 2049 GMT"],
    ["2020-01-01T00:00:00.000Z", "Dec 31 23:59:30 2019 GMT", "Jan  1 00:00:00 2050 GMT"],
  ])("made at %s is valid from half a minute before, for thirty years", (now, from, to) => {
    const parsed = new X509Certificate(createServerIdentity(new Date(now)).certificatePem);
    expect([parsed.validFrom, parsed.validTo]).toEqual([from, to]);
  });

  it("never repeats a serial number", () => {
    const serials = Array.from({ length: 20 }, () => createServerIdentity().certificatePem);
    expect(new Set(serials.map((pem) => new X509Certificate(pem).serialNumber)).size).toBe(20);
  });
});

describe("pemToDer", () => {
  it("reads the certificate back, with other line lengths and endings too", () => {
    const { certificatePem, certificateDer } = createServerIdentity();
    expect(pemToDer(certificatePem)).toEqual(certificateDer);
    expect(pemToDer(certificatePem.replaceAll("\n", "\r\n"))).toEqual(certificateDer);
  });

  it.each(["", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", "MIIB"])("refuses %j", (text) => {
    expect(() => pemToDer(text)).toThrow("PLUGIN_CLIENT_CERT holds no PEM certificate.");
  });
});
