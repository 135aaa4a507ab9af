import type { Person } from './sample-order';

/** People who do not exist, at addresses nobody can have (RFC 2606; telephone ranges kept for fiction and tests). */
export const ANA: Person = ['Ana Ruiz', 'ana@example.com', '+15005550006', '94107'];
export const BEN: Person = ['Ben Carter', 'ben@example.com', '+15005550007', '60614'];
export const CLARA: Person = ['Clara Weiß', 'clara@example.org', '+493023125001', '10115'];
export const DIEGO: Person = ['Diego Molina', 'diego@example.com', '+34600000101', '28013'];
export const EMMA: Person = ['Emma Hughes', 'emma@example.org', '+442079460018', 'SW1A 1AA'];
export const FADI: Person = ['فادي الصباح', 'fadi@example.com', '+96522250001', '13001'];
export const GRACE: Person = ['Grace Okafor', 'grace@example.com', '+15005550008', '10027'];
export const HARU: Person = ['Haru Tanaka', 'haru@example.org', '+81312345678', '150-0001'];
export const INES: Person = ['Inês Carvalho', 'ines@example.org', '+351210000001', '1100-148'];
export const JACK: Person = ['Jack Doyle', 'jack@example.com', '+15005550009', '02139'];
export const LONG: Person = ['Maximiliana Featherstonehaugh-Wolfeschle', 'max@example.org', '+442079460019', 'EH1 1YZ'];
export const LUCA: Person = ['Luca Ferri', 'luca@example.org', '+390600000001', '00184'];
