export { createLogger, type LogFields, type Logger, type LogLevel } from "./log";
export { type ServeOptions, serve } from "./serve";
export { trustedCertificates } from "./trusted-certificates";
