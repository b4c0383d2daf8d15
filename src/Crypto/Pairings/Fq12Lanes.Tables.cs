using static Plimsoll.Crypto.Pairings.LaneMap;

namespace Plimsoll.Crypto.Pairings;

/// <content>The linear parts of the formulas, as tables.</content>
internal static unsafe partial class Fq12Lanes
{
    // The Karatsuba vector of x0 + x1·v + x2·v² is [x0, x1, x2, x1 + x2, x0 + x1, x0 + x2]; these are the lanes in which each xi stands.
    private static int[] KaratsubaLanes(int position) => position switch { 0 => [0, 4, 5], 1 => [1, 3, 4], _ => [2, 3, 5] };

    // Entries that put (re + im·u) times lane `from` into the Karatsuba vector as x_position.
    private static IEnumerable<Entry> Spread(int position, int from, int re = 1, int im = 0) =>
        KaratsubaLanes(position).Select(to => new Entry(to, from, re, im));

    // The Karatsuba vector of one half: lanes first, first + 2, first + 4.
    private static IEnumerable<Entry> SpreadHalf(int first) =>
        Enumerable.Range(0, 3).SelectMany(i => Spread(i, first + 2 * i));

    // Entries that add ±(re) times the product of two Karatsuba vectors, found in `source`, to lanes first, first + 2, first + 4.
    private static IEnumerable<Entry> Recombine(int first, int source, int factor, bool timesV = false)
    {
        (int Of, int From, int Re, int Im)[] product =
        [
            (0, 0, 1, 0), (0, 3, 1, 1), (0, 1, -1, -1), (0, 2, -1, -1), // k0 + ξ(k3 − k1 − k2)
            (1, 4, 1, 0), (1, 0, -1, 0), (1, 1, -1, 0), (1, 2, 1, 1), // k4 − k0 − k1 + ξ·k2
            (2, 5, 1, 0), (2, 0, -1, 0), (2, 2, -1, 0), (2, 1, 1, 0), // k5 − k0 − k2 + k1
        ];
        return product.Select(term => Place(first, source, factor, timesV, term.Of, term.From, term.Re, term.Im));
    }

    // The same for the product with b0 + b1·v, whose lanes are [a0b0, a1b1, a2b1, (a0 + a1)(b0 + b1), a2b0].
    private static IEnumerable<Entry> RecombineSparse(int first, int source, int factor)
    {
        (int Of, int From, int Re, int Im)[] product = [(0, 0, 1, 0), (0, 2, 1, 1), (1, 3, 1, 0), (1, 0, -1, 0), (1, 1, -1, 0), (2, 4, 1, 0), (2, 1, 1, 0)];
        return product.Select(term => Place(first, source, factor, false, term.Of, term.From, term.Re, term.Im));
    }

    // Multiplication by v takes the coefficients (d0, d1, d2) to (ξ·d2, d0, d1).
    private static Entry Place(int first, int source, int factor, bool timesV, int of, int from, int re, int im)
    {
        int to = timesV ? (of + 1) % 3 : of;
        if (timesV && to == 0)
            (re, im) = (re - im, re + im);
        return new(first + 2 * to, from, factor * re, factor * im, source);
    }
}
