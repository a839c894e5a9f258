# The API addon (`pumble addon`) as an image. See docs/guides/addon.md.

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The scripts of this package build it, which the next lines do with what they need.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY tools tools
COPY src src
COPY constructs constructs
RUN npx tsx tools/build.ts --bundles

FROM node:22-bookworm-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The command is bundled: only what is not JavaScript, or optional, is a module.
RUN npm pkg delete dependencies devDependencies peerDependencies peerDependenciesMeta \
  && npm install --ignore-scripts --no-package-lock $(node -p "['libsql', 'pg'].map((name) => name + '@' + require('./package-lock.json').packages['node_modules/' + name].version).join(' ')") \
  && npm cache clean --force

FROM node:22-bookworm-slim
ENV NODE_ENV=production \
    DATABASE_URL=/data/pumble-addon.sqlite
WORKDIR /app
COPY --from=modules /app/node_modules node_modules
COPY --from=build /app/package.json package.json
COPY --from=build /app/dist/bin dist/bin
COPY --from=build /app/dist/swagger-ui dist/swagger-ui
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 5000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PUMBLE_ADDON_PORT || 5000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself gets the signals, so that `docker stop` lets requests end.
CMD ["node", "dist/bin/pumble.js", "addon"]
