import { SaxesParser } from 'saxes';
import { ServiceError } from '../errors/service-error.ts';
import type { TabularLimits } from './types.ts';

/** What a reader of XML is told. Names keep their prefixes; attribute values have their entities resolved. */
export interface XmlHandler {
  open(name: string, attributes: Record<string, string>): void;
  close(name: string): void;
  text?(text: string): void;
}

export interface GuardedXml {
  write(text: string): void;
  end(): void;
}

/**
 * A streaming XML parser for files of strangers. A DOCTYPE is refused outright, and
 * with it every entity but the five of XML itself; nothing outside the file is ever
 * read. Depth, attributes for each element and the length of one token are bounded.
 *
 * @throws ServiceError `import_xml_forbidden`, `import_xml_limits`, `import_xml_broken`
 */
export function guardedXml(handler: XmlHandler, limits: TabularLimits): GuardedXml {
  const parser = new SaxesParser({ fragment: false });
  let depth = 0;
  let attributes = 0;
  /** Characters since the parser last came to the end of something: a token that grows without end. */
  let silent = 0;

  parser.on('doctype', () => {
    throw new ServiceError('import_xml_forbidden');
  });
  parser.on('opentagstart', () => {
    silent = 0;
    attributes = 0;
    depth += 1;
    if (depth > limits.xmlDepth) throw beyond('depth', limits.xmlDepth);
  });
  parser.on('attribute', ({ value }) => {
    silent = 0;
    attributes += 1;
    if (attributes > limits.xmlAttributes) throw beyond('attributes', limits.xmlAttributes);
    if (value.length > limits.cellChars) throw beyond('text', limits.cellChars);
  });
  parser.on('opentag', (tag) => {
    silent = 0;
    handler.open(tag.name, tag.attributes as Record<string, string>);
  });
  parser.on('closetag', (tag) => {
    silent = 0;
    depth -= 1;
    handler.close(tag.name);
  });
  parser.on('text', (text) => {
    silent = 0;
    if (text.length > limits.cellChars) throw beyond('text', limits.cellChars);
    handler.text?.(text);
  });
  parser.on('error', (error) => {
    // saxes knows the five entities of XML only; any other is one that a DOCTYPE would declare.
    if (/entity/.test(error.message)) throw new ServiceError('import_xml_forbidden', { cause: error });
    const detail = error.message.replace(/^\d+:\d+:\s*/, '').slice(0, 200);
    throw new ServiceError('import_xml_broken', { params: { line: parser.line, detail }, cause: error });
  });

  return {
    write(text) {
      silent += text.length;
      parser.write(text);
      if (silent > limits.cellChars + 1024 * 1024) throw beyond('text', limits.cellChars);
    },
    end() {
      parser.close();
    },
  };
}

function beyond(what: string, limit: number): ServiceError {
  return new ServiceError('import_xml_limits', { params: { what, limit } });
}
