export { readOrMakeSecretKey, SecretKeyDamaged } from './secret-key';
export { Secrets, SecretUnreadable } from './secrets';
export { SecretsModule } from './secrets.module';
