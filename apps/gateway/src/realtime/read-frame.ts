import { AppError, CLIENT_FRAME_TYPES, isTooDeep, type ClientFrame, type ClientFrameType } from '#contracts';

const TYPES: ReadonlySet<unknown> = new Set(CLIENT_FRAME_TYPES);
const MAX_ID_LENGTH = 64;

/** What came in is not a frame; `frameId` is the frame's own where one could be read. */
export class RubbishError extends AppError {
  constructor(
    message: string,
    readonly frameId: string | null = null,
  ) {
    super('INVALID_ARGUMENT', message);
  }
}

/**
 * Reads the outside of a frame; the service that is asked validates `data`. By hand, since every message passes here.
 * @throws RubbishError
 */
export function readFrame(text: string): ClientFrame {
  const frame = parse(text);
  const { type, id, data } = frame;
  if (typeof id !== 'string' || id.length === 0 || id.length > MAX_ID_LENGTH) {
    throw new RubbishError('A frame needs an "id" of 1 to 64 characters.');
  }
  if (!isFrameType(type)) throw new RubbishError('The frame has no known "type".', id);
  if (data === undefined) return { type, id };
  if (!isObject(data)) throw new RubbishError('The "data" of a frame must be an object.', id);
  if (isTooDeep(data)) throw new RubbishError('The "data" of the frame is nested too deep.', id);
  return { type, id, data };
}

function parse(text: string): Record<string, unknown> {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    throw new RubbishError('The frame is not JSON.');
  }
  if (!isObject(frame)) throw new RubbishError('A frame must be a JSON object.');
  return frame;
}

const isFrameType = (type: unknown): type is ClientFrameType => TYPES.has(type);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
