import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { AttachmentContent } from '#contracts';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';

/** A file that a service has answered with, as the bytes themselves: to be saved, never to be run in the page. */
@Injectable()
export class DownloadInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<AttachmentContent>): Observable<StreamableFile> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map(({ name, contentType, content, sha256 }) => {
        const bytes = Buffer.from(content, 'base64');
        response.setHeader('ETag', `"${sha256}"`);
        response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
        return new StreamableFile(bytes, {
          type: contentType === 'text/plain' ? 'text/plain; charset=utf-8' : contentType,
          disposition: `attachment; filename="attachment"; filename*=UTF-8''${encodeName(name)}`,
          length: bytes.length,
        });
      }),
    );
  }
}

/** RFC 8187: encodeURIComponent leaves some characters as they are that must not be. */
const encodeName = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
