import stringWidth from 'string-width';
import type { Span } from '../test/support/terminal';

/** The window of a terminal at one moment, and for how many seconds it is shown. */
export interface Frame {
  readonly lines: readonly (readonly Span[])[];
  readonly seconds: number;
}

/** The colors of a terminal: its own two, and the first eight of its palette. */
export interface Theme {
  readonly name: string;
  readonly foreground: string;
  readonly background: string;
  readonly palette: readonly string[];
}

/** Of GitHub's own color schemes. */
export const THEMES: readonly Theme[] = [
  {
    name: 'light',
    foreground: '#1f2328',
    background: '#f6f8fa',
    palette: ['#24292f', '#cf222e', '#116329', '#d4a72c', '#0969da', '#8250df', '#1b7c83', '#6e7781'],
  },
  {
    name: 'dark',
    foreground: '#e6edf3',
    background: '#161b22',
    palette: ['#0d1117', '#da3633', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#b1bac4'],
  },
];

/** In pixels. */
const COLUMN = 8.4;
const ROW = 20;
const MARGIN = 16;

const escapeXml = (text: string) => text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Of a palette's bright half, only white differs from the other half here. */
const colorOf = (color: number, { palette }: Theme) => (color === 15 ? '#ffffff' : palette[color % 8]);

function drawSpan(span: Span, column: number, row: number, theme: Theme): string {
  const ink = span.color === undefined ? theme.foreground : colorOf(span.color, theme);
  const paper = span.background === undefined ? theme.background : colorOf(span.background, theme);
  const [fill, behind] = span.isReversed ? [paper, ink] : [ink, paper];
  const width = stringWidth(span.text) * COLUMN;
  const [x, y] = [MARGIN + column * COLUMN, MARGIN + row * ROW];
  const box =
    behind === theme.background ? '' : `<rect x="${x}" y="${y}" width="${width}" height="${ROW}" fill="${behind}"/>`;
  if (span.text.trim() === '') return box;
  const style = [
    `fill="${fill}"`,
    span.isBold && 'font-weight="bold"',
    span.isDim && 'opacity=".65"',
    span.isUnderlined && 'text-decoration="underline"',
  ];
  const attributes = style.filter(Boolean).join(' ');
  return `${box}<text x="${x}" y="${y + 14}" textLength="${width}" ${attributes}>${escapeXml(span.text)}</text>`;
}

function drawFrame({ lines }: Frame, theme: Theme): string {
  const parts = lines.flatMap((spans, row) => {
    let column = 0;
    return spans.map((span) => {
      const drawn = drawSpan(span, column, row, theme);
      column += stringWidth(span.text);
      return drawn;
    });
  });
  return parts.join('');
}

/** Shows each frame in its part of the whole time; the last one alone for whom motion is unwelcome. */
function animation(frames: readonly Frame[]): string {
  const total = frames.reduce((sum, { seconds }) => sum + seconds, 0);
  let from = 0;
  const rules = frames.map(({ seconds }, index) => {
    const [start, end] = [(from / total) * 100, ((from + seconds) / total) * 100].map((part) => part.toFixed(2));
    from += seconds;
    return `@keyframes f${index}{0%,${start}%{visibility:hidden}${start}%,${end}%{visibility:visible}${end}%,100%{visibility:hidden}}
.f${index}{visibility:hidden;animation:f${index} ${total}s step-end infinite}`;
  });
  const last = frames.length - 1;
  return `${rules.join('\n')}
@media(prefers-reduced-motion:reduce){.f{animation:none}.f${last}{visibility:visible}}`;
}

/**
 * A picture of a terminal that shows one frame after the other, without end.
 * @param columns of the terminal
 * @param title what it shows, for those who can't see it
 */
export function drawSvg(frames: readonly Frame[], columns: number, title: string, theme: Theme): string {
  const [width, height] = [2 * MARGIN + columns * COLUMN, 2 * MARGIN + (frames[0]?.lines.length ?? 0) * ROW];
  const groups = frames.map((frame, index) => `<g class="f f${index}">${drawFrame(frame, theme)}</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escapeXml(title)}</title>
<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre}
${animation(frames)}</style>
<rect width="100%" height="100%" rx="8" fill="${theme.background}"/>
${groups.join('\n')}
</svg>
`;
}
