import { applyDecorators, type Type } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  getSchemaPath,
} from '@nestjs/swagger';

/** Documents an answer that is one page of `item`. */
export function ApiPage(item: Type): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(item),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['items', 'nextCursor'],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(item) } },
          nextCursor: {
            type: 'string',
            nullable: true,
            description: 'Pass as `cursor` for the next page; null on the last.',
          },
        },
      },
    }),
    ApiBadRequestResponse({ description: 'A problem document (RFC 9457) naming the field.' }),
  );
}

/** Documents the headers of a write that can be sent twice and counts once. */
export function ApiWrite(options: { readonly edits: boolean }): MethodDecorator {
  const key = ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key gives the same answer, once done.',
  });
  if (!options.edits) return key;
  return applyDecorators(
    key,
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: 'The ETag of what is edited; `*` names no state and is refused.',
    }),
  );
}
