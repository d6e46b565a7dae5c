# syntax=docker/dockerfile:1
# docker build -t rapport .
# stdio:  docker run -i --rm -v rapport:/data rapport
# HTTP:   docker run --rm --network host -v rapport:/data rapport serve --http
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production RAPPORT_DATA=/data
WORKDIR /app
COPY --from=build /build/package.json /build/LICENSE /build/NOTICE ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
RUN install -d -o node -g node -m 700 /data
USER node
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/dist/src/cli/start.js"]
CMD ["serve"]
