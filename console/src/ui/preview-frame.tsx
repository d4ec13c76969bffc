import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

interface PreviewFrameProps {
  html: string;
  /** The size that the page is made for, in CSS pixels. */
  width: number;
  height: number;
  title: string;
  /** The frame is not made wider than this; without it as wide as there is room. */
  maxWidth?: number;
}

function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    // Before it is painted: an empty box would let everything below jump up and down again.
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(entry.contentRect.width);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [ref]);
  return width;
}

/** Takes the scroll position over from the frame that it replaces, and keeps links from leading away. */
function settleIn(frame: HTMLIFrameElement, old: HTMLIFrameElement | null): void {
  const document = frame.contentDocument;
  if (document === null) return;
  document.addEventListener('click', (event) => {
    event.preventDefault();
  });
  const top = old?.contentDocument?.scrollingElement?.scrollTop ?? 0;
  if (document.scrollingElement !== null) document.scrollingElement.scrollTop = top;
}

/**
 * What a target would show, scaled to the room there is. The frame runs no scripts (`sandbox` without
 * `allow-scripts`); it keeps our origin only so that the pictures, which need the session's cookie, load. A new text
 * is loaded behind the old one and takes its place when it is ready, so that typing does not flicker.
 */
export function PreviewFrame({ html, width, height, title, maxWidth }: PreviewFrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const front = useRef<HTMLIFrameElement>(null);
  const room = useWidth(box);
  const [shown, setShown] = useState<string>();
  const pending = shown === html ? undefined : html;
  const scale = room > 0 ? Math.min(room, maxWidth ?? room) / width : 0;

  return (
    <div ref={box} className="preview-box">
      {scale > 0 && (
        <div className="preview-window" style={{ width: width * scale, height: height * scale }}>
          {[shown, pending].map((text) =>
            text === undefined ? null : (
              <iframe
                key={text}
                ref={text === shown ? front : null}
                title={title}
                sandbox="allow-same-origin"
                srcDoc={text}
                className={text === shown ? 'preview-frame' : 'preview-frame preview-pending'}
                style={{ width, height, transform: `scale(${String(scale)})` }}
                onLoad={(event) => {
                  settleIn(event.currentTarget, front.current);
                  setShown(text);
                }}
              />
            ),
          )}
        </div>
      )}
    </div>
  );
}
