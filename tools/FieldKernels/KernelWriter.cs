using System.Globalization;
using System.Text;

namespace Plimsoll.FieldKernels;

/// <summary>Writes straight-line Montgomery products in reduced-radix limbs.</summary>
/// <remarks>
/// A column of products x·y with x, y below 2^w is summed without a carry. One operand is pre-shifted by 64 − w, so the high
/// word of its product is floor(x·y / 2^w) and high words add up in <c>h</c>; the low words add up modulo 2^64 in <c>l</c>.
/// The sum of the products' low w bits is small, so it is exactly <c>l − h·2^w mod 2^64</c>: that is the column, and
/// <c>h</c> is its carry. Reduction folds the lowest limb t by t·(2^−w mod p), which needs no quotient; the last steps add
/// a multiple of p instead, which bounds the result by 2p. Operands stand in memory: held in variables they would take the
/// registers of the running sums, which then would be spilled at every step.
/// </remarks>
internal sealed class KernelWriter(PrimeField field, string high)
{
    private readonly StringBuilder _text = new();
    private readonly int _width = field.LimbBits, _limbs = field.Limbs;
    private readonly List<string> _vectors = [];

    /// <summary>How many words of memory <c>w</c> the kernel uses.</summary>
    public int MemoryLength => _vectors.Count * _limbs;

    /// <summary>Limb <paramref name="i"/> of a vector that stands in memory; the first mention makes room for it.</summary>
    public string Limb(string vector, int i)
    {
        if (!_vectors.Contains(vector))
            _vectors.Add(vector);
        return $"w[{_vectors.IndexOf(vector) * _limbs + i}]";
    }

    public override string ToString() => _text.ToString();

    public void Line(string line = "") => _text.Append(line.Length == 0 ? "" : "        ").Append(line).Append('\n');

    /// <summary>By how much one operand of a high word is shifted.</summary>
    public int Alignment => 64 - _width;

    /// <summary>Splits the words of <paramref name="element"/> into limbs <c>name0…</c>.</summary>
    public void Unpack(string name, string element)
    {
        for (int i = 0; i < _limbs; i++)
        {
            int low = i * _width, word = low / 64, offset = low % 64;
            bool straddles = offset + _width > 64 && word + 1 < field.Words, top = i == _limbs - 1;
            string value = offset == 0 ? $"{element}._l{word}" : $"({element}._l{word} >> {offset})";
            if (straddles)
                value = $"({value} | ({element}._l{word + 1} << {64 - offset}))";
            Line(top ? $"ulong {name}{i} = {Strip(value)};" : $"ulong {name}{i} = {value} & M;");
        }
    }

    /// <summary>Stores the limbs <c>name0…</c>, shifted to the left, as a vector in memory.</summary>
    public void Store(string vector, string name, int shift)
    {
        for (int i = 0; i < _limbs; i++)
            Line($"{Limb(vector, i)} = {name}{i}{(shift == 0 ? "" : $" << {shift}")};");
    }

    /// <summary>The sum of the products, reduced below 2p, into normalised limbs <c>result0…</c>.</summary>
    /// <param name="result">The prefix of the new limbs.</param>
    /// <param name="column">The products of a column: pairs of a shifted-capable limb and a limb.</param>
    public void Reduce(string result, Func<int, IEnumerable<(string X, string Xs, string Y)>> column)
    {
        int folds = _limbs - field.PlainSteps;
        Line($"ulong {result}h, {result}l, {result}c = 0;");
        string h = result + "h", l = result + "l", c = result + "c", t = result + "t";
        for (int k = 0; k < 2 * _limbs - 1; k++)
        {
            Line($"// column {k}");
            bool first = true;
            void Add(string high, string low)
            {
                Line($"{h} {(first ? "=" : "+=")} {high};");
                Line($"{l} {(first ? "=" : "+=")} {low};");
                first = false;
            }

            foreach ((string x, string xs, string y) in column(k))
                Add(High(xs, y), $"{x} * {y}");
            for (int i = 0; i < Math.Min(k, _limbs); i++)
            {
                int j = i < folds ? k - 1 - i : k - i;
                if (j < 0 || j >= _limbs)
                    continue;
                string multiplier = Literal(PrimeField.Limb(i < folds ? field.Fold : field.Modulus, j, _width));
                bool last = i == k - 1; // still at hand
                Add(High(last ? $"{t}s{i}" : Limb(t + "s", i), multiplier), $"{(last ? $"{t}{i}" : Limb(t, i))} * {multiplier}");
            }

            Line($"{l} = {l} - ({h} << {_width}) + {c};");
            if (k < folds)
            {
                Line($"ulong {t}{k} = {l} & M, {t}s{k} = {t}{k} << {64 - _width};");
                Line($"{Limb(t, k)} = {t}{k};");
                Line($"{Limb(t + "s", k)} = {t}s{k};");
                Line($"{c} = {h} + ({l} >> {_width});");
            }
            else if (k < _limbs)
            {
                string p0 = Literal(PrimeField.Limb(field.Modulus, 0, _width));
                Line($"ulong {t}{k} = ({l} * {Literal((ulong)field.NegativeInverse)}) & M, {t}s{k} = {t}{k} << {64 - _width};");
                Line($"{Limb(t, k)} = {t}{k};");
                Line($"{Limb(t + "s", k)} = {t}s{k};");
                Line($"{c} = {h} + {High(t + "s" + k, p0)} + (({l} + ({t}{k} * {p0} & M)) >> {_width});");
            }
            else
            {
                Line($"ulong {result}{k - _limbs} = {l} & M;");
                Line($"{c} = {h} + ({l} >> {_width});");
            }
        }

        Line($"ulong {result}{_limbs - 1} = {c};");
    }

    /// <summary>Packs limbs into words <c>namew0…</c> and <c>return</c>s or assigns the value less p when it is not below p.</summary>
    public void Finish(string name, string target)
    {
        Line("// The value less p; its sign chooses.");
        for (int i = 0; i < _limbs; i++)
        {
            string carry = i == 0 ? "" : $" + ({name}e >> {_width})";
            Line($"{(i == 0 ? "long " : "")}{name}e = (long){name}{i} - {Literal(PrimeField.Limb(field.Modulus, i, _width))}L{carry};");
            if (i < _limbs - 1)
                Line($"ulong {name}r{i} = (ulong){name}e & M;");
        }

        Line($"ulong {name}r{_limbs - 1} = (ulong){name}e, {name}m = (ulong)({name}e >> 63);");
        for (int i = 0; i < _limbs; i++)
            Line($"{name}r{i} ^= ({name}r{i} ^ {name}{i}) & {name}m;");
        List<string> words = [];
        for (int w = 0; w < field.Words; w++)
        {
            int bit = 64 * w;
            List<string> parts = [];
            for (int i = 0; i < _limbs; i++)
            {
                int low = i * _width;
                if (low + _width <= bit || low >= bit + 64)
                    continue;
                parts.Add(low == bit ? $"{name}r{i}" : low < bit ? $"({name}r{i} >> {bit - low})" : $"({name}r{i} << {low - bit})");
            }

            words.Add(string.Join(" | ", parts));
        }

        Line($"{target} new {field.Name}(");
        for (int w = 0; w < words.Count; w++)
            Line($"    {words[w]}{(w == words.Count - 1 ? ");" : ",")}");
    }

    private string High(string shifted, string plain) => string.Format(CultureInfo.InvariantCulture, high, shifted, plain);

    private static string Literal(ulong value) => $"0x{value:x}";

    private static string Strip(string value) => value.StartsWith('(') && value.EndsWith(')') ? value[1..^1] : value;
}
