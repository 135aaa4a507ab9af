import { MAX_PHOTOS, MAX_PHOTO_BYTES, prepare, type PhotoProblem, type ReadyPhoto } from '../photo';
import type { Words } from '../words/en';
import { fileSize } from '../words/moment';
import type { Tongue } from '../words/tongue';
import { el, icon } from './dom';

export interface TrayPorts {
  tongue: Tongue;
  changed(): void;
  /** To screen readers only: the words are already beside the photo. */
  announce(text: string): void;
  /** To everybody: there is no photo to put the words beside. */
  say(text: string): void;
}

export interface Tray {
  node: HTMLElement;
  add(files: Iterable<File>): void;
  /** The photos that can be sent, and the tray empty afterwards; refused ones go too. */
  take(): ReadyPhoto[];
  /** True while there is something to send and nothing is still being read. */
  ready(): boolean;
}

interface Row {
  node: HTMLElement;
  photo: ReadyPhoto | undefined;
  reading: boolean;
}

function sentence(problem: PhotoProblem, file: File, words: Words, locale: string): string {
  if (problem === 'empty') return words.photoEmpty;
  if (problem === 'type') return words.photoType;
  return words.photoSize(fileSize(file.size, locale), fileSize(MAX_PHOTO_BYTES, locale));
}

/** The photos chosen but not sent: each at once as a thumbnail, removable, with what is wrong with it said beside it. */
export function createTray({ tongue, changed, announce, say }: TrayPorts): Tray {
  const rows: Row[] = [];
  const list = el('ul', { className: 'tray', hidden: true });
  tongue.bind((words) => list.setAttribute('aria-label', words.photos));

  const update = () => {
    list.hidden = rows.length === 0;
    changed();
  };
  const remove = (row: Row) => {
    rows.splice(rows.indexOf(row), 1);
    row.node.remove();
    update();
  };
  async function show(file: File, row: Row, picture: HTMLElement, note: HTMLElement) {
    const outcome = await prepare(file);
    const { words } = tongue;
    const locale = tongue.formatting();
    row.reading = false;
    if (typeof outcome === 'string') {
      note.textContent = sentence(outcome, file, words, locale);
      row.node.classList.add('refused');
      picture.replaceChildren(icon('warning'));
      announce(`${file.name}: ${note.textContent}`);
    } else {
      row.photo = outcome;
      const { shrunkFrom, thumbnail } = outcome;
      const size = fileSize(outcome.file.size, locale);
      note.textContent = shrunkFrom ? words.photoShrunk(fileSize(shrunkFrom, locale), size) : size;
      picture.replaceChildren(thumbnail ?? icon('photo'));
      announce(`${file.name}: ${words.ready}`);
    }
    changed();
  }
  function addOne(file: File) {
    const { words } = tongue;
    const picture = el('span', { className: 'thumbnail' }, icon('photo'));
    const note = el('span', { className: 'note' }, words.photoReading);
    const name = el('span', { className: 'name', dir: 'auto' }, file.name);
    const close = el(
      'button',
      {
        type: 'button',
        className: 'round',
        title: words.remove(file.name),
        attrs: { 'aria-label': words.remove(file.name) },
      },
      icon('close'),
    );
    const row: Row = {
      node: el('li', {}, picture, el('span', { className: 'about' }, name, note), close),
      photo: undefined,
      reading: true,
    };
    close.onclick = () => {
      const next = (row.node.nextElementSibling ?? row.node.previousElementSibling)?.querySelector('button');
      remove(row);
      next?.focus();
    };
    rows.push(row);
    list.append(row.node);
    update();
    void show(file, row, picture, note);
  }
  return {
    node: list,
    add(files) {
      for (const file of files) {
        if (rows.filter((row) => row.reading || row.photo).length < MAX_PHOTOS) addOne(file);
        else say(tongue.words.photoCount(MAX_PHOTOS));
      }
    },
    take() {
      const photos = rows.map((row) => row.photo).filter((photo) => photo !== undefined);
      rows.splice(0).forEach((row) => row.node.remove());
      update();
      return photos;
    },
    ready: () => rows.some((row) => row.photo) && !rows.some((row) => row.reading),
  };
}
