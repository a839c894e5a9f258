import { constants } from "node:crypto";
import type { Socket } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import { pemToDer, type ServerIdentity } from "./certificate";

/**
 * Upgrades accepted connections to mutual TLS, where the one peer that gets in is the holder of `clientCertificatePem`.
 * The certificate is pinned byte for byte, before anything that the peer sent is read, so no root store is loaded
 * (`ca: []`; Node would take 20 ms for it).
 * @param onConnection hears of each connection that may talk
 * @returns what to call with each accepted socket
 * @throws Error when `clientCertificatePem` is no certificate
 */
export function mutualTls(
  identity: ServerIdentity,
  clientCertificatePem: string,
  onConnection: (socket: TLSSocket) => void,
): (socket: Socket) => void {
  const pinned = pemToDer(clientCertificatePem);
  const server = createServer({
    cert: identity.certificatePem,
    key: identity.keyPem,
    ca: [],
    requestCert: true,
    rejectUnauthorized: false,
    minVersion: "TLSv1.2",
    ALPNProtocols: ["h2"],
    secureOptions: constants.SSL_OP_NO_TICKET,
  });
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  server.on("secureConnection", (socket) => {
    const presented = socket.getPeerX509Certificate();
    if (presented?.raw.equals(pinned)) onConnection(socket);
    else socket.destroy();
  });
  return (socket) => {
    server.emit("connection", socket);
  };
}
