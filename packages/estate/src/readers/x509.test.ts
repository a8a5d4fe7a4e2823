import { describe, expect, test } from "vitest";
import { readCertificate } from "./x509.ts";

// Made up with `openssl req -x509` and `openssl x509 -req`; the second bears another's name as its issuer for the test.
const selfSigned = `-----BEGIN CERTIFICATE-----
MIIB3jCCAYWgAwIBAgIUI9U9k5/tWyVxWypSZPvp6/IbN1IwCgYIKoZIzj0EAwIw
RTELMAkGA1UEBhMCSlAxHDAaBgNVBAoME0V4YW1wbGUgQ29ycG9yYXRpb24xGDAW
BgNVBAMMD3d3dy5leGFtcGxlLmNvbTAeFw0yNjExMjgxMTMzMTNaFw0zNjExMjUx
MTMzMTNaMEUxCzAJBgNVBAYTAkpQMRwwGgYDVQQKDBNFeGFtcGxlIENvcnBvcmF0
aW9uMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQow7rA/5zRNu8AueH9nmt5654ghFxOdYivUZMwr0cVX9UNGFYPavno
usCSu3qOyr9RRhjo3V9lFAVLIRFvB68Go1MwUTAdBgNVHQ4EFgQUscgPiZpi7mHn
JVPbH64FZvW4R/owHwYDVR0jBBgwFoAUscgPiZpi7mHnJVPbH64FZvW4R/owDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBzuCvV93Hn47U1bM0MAQd6
KQOp8MHDhfDGYNZx6lJCYwIgcmnQCEf3zcGrI/ZyWKe7VdueM/o9wVD2F9TB3W+V
rBE=
-----END CERTIFICATE-----`;
const signed = `-----BEGIN CERTIFICATE-----
MIIBUzCB+gIUCzgzroyNkjmZjbmWwlLYX/dobL8wCgYIKoZIzj0EAwIwPzELMAkG
A1UEBhMCVVMxFTATBgNVBAoMDERpZ2lDZXJ0IEluYzEZMBcGA1UEAwwQRXhhbXBs
ZSBzdGFuZC1pbjAeFw0yNjExMjgxMTMzMTNaFw0zNjExMjUxMTMzMTNaMBoxGDAW
BgNVBAMMD3d3dy5leGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
BB8LX7V0YhSVQnNRe+8CZPNVgQPmuDXbYtXBhynBi+t2kcWoJ6YCgfXjIPyn4Tt2
PbCAMtzDbwkTiDv2ysjwzyUwCgYIKoZIzj0EAwIDSAAwRQIhAK53YWD3iEsiuV3t
UmsFXd9v2qzOLrXWAW+BGBUOCm86AiAbFTKEEJx8xB5gGVm2SJVaVri8IT/KB9aZ
Pihfw/KzZg==
-----END CERTIFICATE-----`;

describe("a certificate", () => {
  test("that its holder signs", () => {
    expect(readCertificate(selfSigned)).toEqual({ issuer: "Example Corporation", isIssuedByHolder: true });
  });

  test("that another signs, the first of a chain", () => {
    const expected = { issuer: "DigiCert Inc", isIssuedByHolder: false };
    expect(readCertificate(signed)).toEqual(expected);
    expect(readCertificate(`${signed}\n${selfSigned}`)).toEqual(expected);
    expect(readCertificate(signed.replaceAll("\n", "\r\n"))).toEqual(expected);
  });

  test("that cannot be read", () => {
    const body = selfSigned.split("\n").slice(1, -1).join("");
    const inPem = (text: string) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`;
    for (const text of ["", "example", inPem("===="), inPem("MIIB"), inPem(body.slice(0, 200)), inPem("AAAA")]) {
      expect(readCertificate(text)).toBeNull();
    }
  });
});
