import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import { z } from 'zod';
import { describeIssues } from './describe-issues.ts';
import { ConfigError } from './error.ts';
import { packageRoot } from './package-root.ts';

/** An empty value in `.env` means "not set". */
const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const url = (pattern: RegExp, allowed: string) =>
  z.string().refine((text) => URL.canParse(text) && pattern.test(text), allowed);

const environmentSchema = z.object({
  NASHRA_CONFIG: optional(z.string()),
  NASHRA_DATA_DIR: optional(z.string()),
  PORT: optional(
    z
      .string()
      .regex(/^\d{1,5}$/, 'a port from 0 to 65535 (0: any free one)')
      .transform(Number)
      .refine((port) => port <= 65_535, 'a port from 0 to 65535 (0: any free one)'),
  ),
  HOST: optional(z.string()),
  NASHRA_PUBLIC_URL: optional(
    url(/^https?:\/\/[^?#]+$/, 'the address others reach this program at, such as https://news.example.org'),
  ),
  DATABASE_URL: optional(url(/^postgres(ql)?:/, 'an address such as postgres://user:password@host:5432/nashra')),
  REDIS_URL: optional(url(/^rediss?:/, 'an address such as redis://host:6379')),
  TELEGRAM_BOT_TOKEN: optional(
    z.string().regex(/^\d+:[\w-]{20,}$/, 'the token as @BotFather gives it, digits:letters (its value is not shown)'),
  ),
  TELEGRAM_API_ROOT: optional(url(/^https?:/, 'an address such as https://api.telegram.org')),
  WHATSAPP: optional(z.enum(['on', 'off'])),
  CHROMIUM_PATH: optional(z.string()),
  CHROMIUM_ARGS: optional(
    z
      .string()
      .regex(/^\s*--/, 'arguments that begin with --, with spaces between, such as --proxy-server=http://proxy:3128')
      .transform((text) => text.trim().split(/\s+(?=--)/)),
  ),
  WHATSAPP_CLOUD_TOKEN: optional(z.string().min(20, 'the permanent token of a system user (its value is not shown)')),
  WHATSAPP_CLOUD_PHONE_ID: optional(
    z
      .string()
      .regex(/^\d{5,30}$/, 'the phone number ID that Meta shows under API setup: digits, not the number itself'),
  ),
  WHATSAPP_CLOUD_APP_SECRET: optional(
    z.string().regex(/^[0-9a-fA-F]{32}$/, 'the app secret, 32 hexadecimal digits (its value is not shown)'),
  ),
  WHATSAPP_CLOUD_VERIFY_TOKEN: optional(z.string().min(8, 'at least 8 characters (its value is not shown)')),
  WHATSAPP_CLOUD_API_ROOT: optional(url(/^https?:/, 'an address such as https://graph.facebook.com')),
  NASHRA_SECRET_KEY: optional(
    z
      .string()
      .regex(/^[0-9a-fA-F]{64}$/, '64 hexadecimal digits, made by: openssl rand -hex 32 (its value is not shown)'),
  ),
  NASHRA_WRITER_KEY: optional(z.string()),
  NASHRA_WEBHOOK_SECRET: optional(z.string().min(16, 'at least 16 characters (its value is not shown)')),
  NASHRA_OPS_PASSWORD: optional(z.string().min(12, 'at least 12 characters (its value is not shown)')),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])),
});

const secrets = [
  'TELEGRAM_BOT_TOKEN',
  'NASHRA_SECRET_KEY',
  'NASHRA_OPS_PASSWORD',
  'NASHRA_WRITER_KEY',
  'NASHRA_WEBHOOK_SECRET',
  'WHATSAPP_CLOUD_TOKEN',
  'WHATSAPP_CLOUD_APP_SECRET',
  'WHATSAPP_CLOUD_VERIFY_TOKEN',
];

/** The official WhatsApp API: the number that sends, and how its webhooks are known to be Meta's. */
export interface WhatsAppCloudEnvironment {
  readonly token: string;
  readonly phoneId: string;
  readonly appSecret: string;
  /** Of our own making; shown to Meta once, when the webhook is set up. */
  readonly verifyToken: string;
  readonly apiRoot: string;
}

export interface Environment {
  readonly configFile: string;
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  /** Where others reach this program, without a slash at its end; null when they do not. */
  readonly publicUrl: string | null;
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  /** `sandbox`: no account of any channel is set, so the far ends are on this machine. */
  readonly mode: 'sandbox' | 'live';
  readonly telegram: { readonly token: string; readonly apiRoot: string } | null;
  /** Null: off, but in the sandbox its stand-in runs where Chromium is installed. */
  readonly whatsapp: 'on' | 'off' | null;
  readonly chromiumPath: string | null;
  /** Added to the command line of WhatsApp's Chromium. */
  readonly chromiumArguments: readonly string[];
  readonly whatsappCloud: WhatsAppCloudEnvironment | null;
  /** 32 bytes; null when none is set (the sandbox makes one and keeps it in the data folder). */
  readonly secretKey: Buffer | null;
  readonly opsPassword: string | null;
  /** Key of the endpoint under `writer:` in newsroom.yaml. */
  readonly writerKey: string | null;
  /** Signs what the newsroom's site posts to /hooks/article; without, that page is not there. */
  readonly webhookSecret: string | null;
  readonly logLevel: string;
}

/** Reads `.env` beside package.json (values already in the environment win) and checks every variable, all errors at once. */
export function loadEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
  const file = join(packageRoot, '.env');
  if (source === process.env && existsSync(file)) loadEnvFile(file);
  const result = environmentSchema.safeParse(source);
  if (!result.success) {
    const hidden = { ...source };
    for (const name of secrets) if (hidden[name]) hidden[name] = '(hidden)';
    throw new ConfigError(describeIssues(result.error.issues, 'environment', hidden));
  }
  const env = result.data;
  return {
    configFile: resolve(env.NASHRA_CONFIG ?? join(packageRoot, 'config/newsroom.yaml')),
    dataDir: resolve(env.NASHRA_DATA_DIR ?? join(packageRoot, 'data')),
    port: env.PORT ?? 3000,
    host: env.HOST ?? '127.0.0.1',
    publicUrl: env.NASHRA_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    mode: env.TELEGRAM_BOT_TOKEN || env.WHATSAPP === 'on' || env.WHATSAPP_CLOUD_TOKEN ? 'live' : 'sandbox',
    telegram: env.TELEGRAM_BOT_TOKEN
      ? { token: env.TELEGRAM_BOT_TOKEN, apiRoot: env.TELEGRAM_API_ROOT ?? 'https://api.telegram.org' }
      : null,
    whatsapp: env.WHATSAPP ?? null,
    chromiumPath: env.CHROMIUM_PATH ?? null,
    chromiumArguments: env.CHROMIUM_ARGS ?? [],
    whatsappCloud: whatsappCloud(env),
    secretKey: env.NASHRA_SECRET_KEY ? Buffer.from(env.NASHRA_SECRET_KEY, 'hex') : null,
    opsPassword: env.NASHRA_OPS_PASSWORD ?? null,
    writerKey: env.NASHRA_WRITER_KEY ?? null,
    webhookSecret: env.NASHRA_WEBHOOK_SECRET ?? null,
    logLevel: env.LOG_LEVEL ?? 'info',
  };
}

/** All four of its settings, or none. */
function whatsappCloud(env: z.infer<typeof environmentSchema>): WhatsAppCloudEnvironment | null {
  const needed = {
    WHATSAPP_CLOUD_TOKEN: env.WHATSAPP_CLOUD_TOKEN,
    WHATSAPP_CLOUD_PHONE_ID: env.WHATSAPP_CLOUD_PHONE_ID,
    WHATSAPP_CLOUD_APP_SECRET: env.WHATSAPP_CLOUD_APP_SECRET,
    WHATSAPP_CLOUD_VERIFY_TOKEN: env.WHATSAPP_CLOUD_VERIFY_TOKEN,
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length === Object.keys(needed).length) return null;
  const {
    WHATSAPP_CLOUD_TOKEN: token,
    WHATSAPP_CLOUD_PHONE_ID: phoneId,
    WHATSAPP_CLOUD_APP_SECRET: appSecret,
    WHATSAPP_CLOUD_VERIFY_TOKEN: verifyToken,
  } = needed;
  if (!token || !phoneId || !appSecret || !verifyToken) {
    throw new ConfigError(
      missing.map((name) => `environment: ${name}: is missing; the official WhatsApp API needs it with the others`),
    );
  }
  return {
    token,
    phoneId,
    appSecret,
    verifyToken,
    apiRoot: env.WHATSAPP_CLOUD_API_ROOT ?? 'https://graph.facebook.com',
  };
}
