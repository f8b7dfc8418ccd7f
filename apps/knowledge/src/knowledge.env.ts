import { DatabaseEnv } from '#config';
import { IsString } from 'class-validator';

export class KnowledgeEnv extends DatabaseEnv {
  /** Base64 of an Ed25519 SPKI DER. */
  @IsString()
  SESSION_PUBLIC_KEY!: string;
}

export class KnowledgeSeedEnv extends DatabaseEnv {
  /** Folder of the catalogue's *.yaml files. */
  @IsString()
  CATALOGUE_DIR!: string;
}
