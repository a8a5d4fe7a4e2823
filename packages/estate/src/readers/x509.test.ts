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
MIICHzCCAcUCFAfZzsLBl8xB9dy9Cn9h9zXVn07dMAoGCCqGSM49BAMCMD8xCzAJ
BgNVBAYTAlVTMRUwEwYDVQQKDAxEaWdpQ2VydCBJbmMxGTAXBgNVBAMMEEV4YW1w
bGUgc3RhbmQtaW4wHhcNMjYxMTI4MTE0MjI3WhcNMzYxMTI1MTE0MjI3WjAaMRgw
FgYDVQQDDA93d3cuZXhhbXBsZS5jb20wggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAw
ggEKAoIBAQDIk55jO+RTXw1VVjOA3uvYrafIDxNF7cGHTAK5Rey1RULOJOXnD4rT
zrzZ06rhf/zRYgqus4RqHtanctSv/1NGZeXTOVB0O2Rh70QHttSk9SefjWGFQLM6
lBTiI/JncDLpLeiOSa3RBlqi87c87hN2t9EubgHpt+6yJK1DEQK4CzBxvjCDwL7z
RIkjplquYVdpvK3SaaL7zJb6DE8MPUN6v3IBpEXjvJ9L9xhpGa9FCx0eXrMSPNCH
mc8zuTCnjjQOu8kmfFg+SJJ2+u11X3w0u2xUiOqIxjabzfPUKrR+uDSainqY4IWK
teMnmHNVT5noOVEVC4qIPwANyHqkKjAlAgMBAAEwCgYIKoZIzj0EAwIDSAAwRQIg
RIZzzzN5d/5DyzHsDK4MdusRaoXMn32I8KeVprRM7CkCIQD3PEbf1uCGZ0d6cw97
LgLSosXylrw16NTtyrwx69x2HA==
-----END CERTIFICATE-----`;

describe("a certificate", () => {
  test("that its holder signs", () => {
    expect(readCertificate(selfSigned)).toEqual({
      issuer: "Example Corporation",
      isIssuedByHolder: true,
      keyAlgorithm: "EC_prime256v1",
    });
  });

  test("that another signs, the first of a chain", () => {
    const expected = { issuer: "DigiCert Inc", isIssuedByHolder: false, keyAlgorithm: "RSA_2048" };
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
