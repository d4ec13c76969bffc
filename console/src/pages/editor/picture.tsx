import { mergeAttributes, Node } from '@tiptap/core';
import { NodeViewWrapper, ReactNodeViewRenderer, type ReactNodeViewProps } from '@tiptap/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ASSET_SCHEME, Hash } from '../../../../src/contract/values.js';
import { blobUrl } from '../../lib/text.js';

const PictureAttributes = z.object({ src: z.string(), alt: z.string().nullish() });

/**
 * Making an `img` with an `asset:` address would make the browser try to load it, so that inside the editor the address
 * stands in another attribute; {@link withAssetSources} puts it where it belongs.
 */
const HELD = 'data-asset-src';

export function withAssetSources(html: string): string {
  return html.replaceAll(`${HELD}="${ASSET_SCHEME}`, `src="${ASSET_SCHEME}`);
}

/** A paragraph that holds nothing but pictures becomes those pictures; otherwise it would stay behind, empty. */
export function withBarePictures(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const paragraph of body.querySelectorAll('p')) {
    const onlyPictures = paragraph.querySelector('img') !== null && paragraph.textContent.trim() === '';
    if (onlyPictures) paragraph.replaceWith(...paragraph.querySelectorAll('img'));
  }
  return body.innerHTML;
}

/** Pictures are kept by hash; only those are in a body. */
export const Picture = Node.create({
  name: 'picture',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes() {
    return {
      src: {
        default: '',
        parseHTML: (element) => element.getAttribute('src') ?? element.getAttribute(HELD),
        renderHTML: ({ src }) => ({ [HELD]: String(src) }),
      },
      alt: { default: '' },
      width: { default: null },
      height: { default: null },
    };
  },
  parseHTML() {
    return [{ tag: `img[src^="${ASSET_SCHEME}"]` }, { tag: `img[${HELD}^="${ASSET_SCHEME}"]` }];
  },
  renderHTML({ HTMLAttributes }) {
    return ['img', mergeAttributes(HTMLAttributes)];
  },
  addNodeView() {
    return ReactNodeViewRenderer(PictureView, {
      // Keys pressed in the caption's input are the input's, not the document's.
      stopEvent: ({ event }) => event.target instanceof HTMLInputElement,
    });
  },
});

function PictureView({ node, updateAttributes, deleteNode, selected }: ReactNodeViewProps) {
  const { t } = useTranslation();
  const { src, alt } = PictureAttributes.parse(node.attrs);
  const hash = Hash.safeParse(src.slice(ASSET_SCHEME.length));
  return (
    <NodeViewWrapper
      as="figure"
      className={selected ? 'picture picture-selected' : 'picture'}
      data-drag-handle
    >
      {hash.success && <img src={blobUrl(hash.data)} alt={alt ?? ''} draggable={false} />}
      <figcaption contentEditable={false}>
        <input
          aria-label={t('editor.alt')}
          placeholder={t('editor.altHint')}
          value={alt ?? ''}
          maxLength={300}
          className={(alt ?? '') === '' ? 'picture-alt picture-alt-missing' : 'picture-alt'}
          onChange={(event) => {
            updateAttributes({ alt: event.target.value });
          }}
        />
        <button type="button" className="link-button danger" onClick={deleteNode}>
          {t('action.remove')}
        </button>
      </figcaption>
    </NodeViewWrapper>
  );
}
