export { createLogger, type LogFields, type Logger, type LogLevel } from "./log";
export { type ServeOptions, serve } from "./serve";
export { CertificatesError, trustedCertificates } from "./trusted-certificates";
