import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

/** A setting is missing or wrong; the message names each one. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * Reads the environment once, into a validated instance of `type`: the only place that knows `process.env`.
 * An empty variable counts as not set.
 * @throws ConfigurationError naming every variable that is missing or wrong.
 */
export function loadEnv<T extends object>(
  type: new () => T,
  environment: NodeJS.ProcessEnv = process.env,
): T {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const env = plainToInstance(type, given, { exposeDefaultValues: true });
  const errors = validateSync(env, { whitelist: true });
  if (errors.length > 0) {
    const problems = errors.flatMap((error) => Object.values(error.constraints ?? {}));
    throw new ConfigurationError(`The environment is not usable: ${problems.join('; ')}.`);
  }
  return env;
}
