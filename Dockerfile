FROM node:20.20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The database is a service of its own here, so its embedded binaries stay out.
RUN npm ci --omit=optional
COPY . .
RUN npm run build && npm prune --omit=dev --omit=optional

FROM node:20.20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build --chown=node /app/node_modules node_modules
COPY --from=build --chown=node /app/dist dist
COPY --chown=node package.json ./
COPY --chown=node catalog catalog
USER node
EXPOSE 3000
CMD ["node", "dist/src/main.js"]
