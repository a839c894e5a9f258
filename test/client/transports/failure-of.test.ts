import { expect, it } from "vitest";
import { failureOf } from "../../../src/client/transports/transport";

const coded = (code: string, more: object = {}) => Object.assign(new Error("x"), { code, ...more });
const caused = (cause: Error) => new Error("fetch failed", { cause });

it.each([
  ["ECONNREFUSED", "connection refused", "no", false],
  ["UND_ERR_CONNECT_TIMEOUT", "no connection in time", "no", false],
  ["ECONNRESET", "connection reset", "maybe", false],
  ["ETIMEDOUT", "connection timed out", "maybe", true],
  ["UND_ERR_HEADERS_TIMEOUT", "no answer in time", "maybe", true],
  ["UND_ERR_BODY_TIMEOUT", "the answer stopped half-way", "maybe", true],
  ["CERT_HAS_EXPIRED", "no trusted TLS connection (CERT_HAS_EXPIRED)", "no", false],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "no trusted TLS connection (ERR_TLS_CERT_ALTNAME_INVALID)", "no", false],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "no trusted TLS connection (ERR_SSL_WRONG_VERSION_NUMBER)", "no", false],
  [
    "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC",
    "connection failed (ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC)",
    "maybe",
    false,
  ],
  ["NOT_ERR_SSL", "connection failed (NOT_ERR_SSL)", "maybe", false],
  ["NOT_ERR_TLS", "connection failed (NOT_ERR_TLS)", "maybe", false],
  ["EWHATEVER", "connection failed (EWHATEVER)", "maybe", false],
])("%s is told as: %s", (code, message, sent, timedOut) => {
  for (const error of [coded(code), caused(coded(code))]) {
    expect(failureOf(error)).toMatchObject({
      name: "TransportFailure",
      message,
      sent,
      timedOut,
      cause: error,
    });
  }
});

it.each([
  ["connect", "EHOSTUNREACH", "host unreachable", "no"],
  ["read", "EHOSTUNREACH", "host unreachable", "maybe"],
  ["write", "ENETUNREACH", "network unreachable", "maybe"],
  ["read", "EACCES", "connection not permitted", "maybe"],
])("to %s that ends with %s is told as: %s, and sent: %s", (syscall, code, message, sent) => {
  expect(failureOf(caused(coded(code, { syscall })))).toMatchObject({ message, sent, timedOut: false });
});

it("what kept one of several addresses from being reached tells for all", () => {
  const error = caused(Object.assign(new AggregateError([coded("ECONNREFUSED")], ""), { code: "EOTHER" }));
  expect(failureOf(error)).toMatchObject({ message: "connection refused", sent: "no" });
});

it("what has no code gives no reason", () => {
  expect(failureOf(new Error("x"))).toMatchObject({
    message: "connection failed (no reason given)",
    timedOut: false,
  });
  expect(failureOf("ECONNRESET")).toMatchObject({ message: "connection failed (no reason given)" });
  expect(failureOf(Object.assign(new Error("x"), { code: 5 }))).toMatchObject({ sent: "maybe" });
});

it("a proxy's refusal says its status and which proxy it was", () => {
  const error = new Error("Proxy response (407) !== 200 when HTTP Tunneling");
  expect(failureOf(error, " through the proxy p:1")).toMatchObject({
    message: "answer 407 to a tunnel through the proxy p:1",
    sent: "no",
    cause: error,
  });
});

it("the way is told whatever happened on it", () => {
  const way = " through the proxy p:1";
  for (const code of ["ECONNREFUSED", "CERT_HAS_EXPIRED", "ECONNRESET"]) {
    expect(failureOf(coded(code), way).message).toContain(way);
  }
});
