namespace Plimsoll.Crypto.Curves;

/// <content>Eight double multiplications side by side.</content>
internal static unsafe partial class JubjubVerification
{
    private const int GroupMemory =
        JubjubLanes.Scratch + (3 + KeyMultiples) * JubjubLanes.Coordinates; // scratch, result, chosen, the neutral element, multiples

    private static readonly Fr[] s_identity = [Fr.One, Fr.One, Fr.Zero, Fr.FromUInt64(2)];

    /// <summary>Computes s·B − e·A for eight triples; the results' coordinates are X/Z and Y/Z.</summary>
    /// <param name="s">Eight scalars.</param>
    /// <param name="e">Eight challenges.</param>
    /// <param name="keyX">x of eight points.</param>
    /// <param name="keyY">y of eight points. A pair that is off the curve gives a meaningless result in its lane and disturbs no other.</param>
    /// <param name="x">Receives X.</param>
    /// <param name="y">Receives Y.</param>
    /// <param name="z">Receives Z.</param>
    public static void CommitEight(
        ReadOnlySpan<JubjubScalar> s, ReadOnlySpan<UInt128> e, ReadOnlySpan<Fr> keyX, ReadOnlySpan<Fr> keyY, Span<Fr> x, Span<Fr> y, Span<Fr> z)
    {
        byte* memory = stackalloc byte[GroupMemory * sizeof(FrLanes) + 63];
        FrLanes* t = (FrLanes*)(((nuint)memory + 63) & ~(nuint)63); // products want whole cache lines
        FrLanes* result = t + JubjubLanes.Scratch, chosen = result + JubjubLanes.Coordinates;
        FrLanes* identity = chosen + JubjubLanes.Coordinates, multiples = identity + JubjubLanes.Coordinates;
        for (int i = 0; i < JubjubLanes.Coordinates; i++)
            identity[i] = FrLanes.Broadcast(s_identity[i]);
        MakeKeyMultiples(keyX, keyY, result, multiples, t);
        JubjubLanes.SetIdentity(result);
        AddKeyMultiples(e, result, chosen, identity, multiples, t);
        AddGeneratorMultiples(s, result, chosen, t);
        result[0].Store(x);
        result[1].Store(y);
        result[2].Store(z);
    }

    // −A to −8·A, prepared; the point is working memory.
    private static void MakeKeyMultiples(ReadOnlySpan<Fr> keyX, ReadOnlySpan<Fr> keyY, FrLanes* point, FrLanes* multiples, FrLanes* t)
    {
        FrFactor twoD = new(JubjubPoint.TwoD);
        FrLanes.Load(keyX, out point[0]);
        FrLanes.Negate(in point[0], out point[0]);
        FrLanes.Load(keyY, out point[1]);
        point[2] = FrLanes.One;
        FrLanes.Multiply(in point[0], in point[1], out point[3]);
        JubjubLanes.Prepare(point, in twoD, multiples);
        for (int i = 1; i < KeyMultiples; i++)
        {
            JubjubLanes.AddAffine(point, multiples, withT: true, t);
            JubjubLanes.Prepare(point, in twoD, multiples + i * JubjubLanes.Coordinates);
        }
    }

    private static void AddKeyMultiples(ReadOnlySpan<UInt128> e, FrLanes* result, FrLanes* chosen, FrLanes* identity, FrLanes* multiples, FrLanes* t)
    {
        Span<sbyte> digits = stackalloc sbyte[FrLanes.Count * KeyDigits];
        for (int lane = 0; lane < FrLanes.Count; lane++)
            WriteKeyDigits(e[lane], digits.Slice(lane * KeyDigits, KeyDigits));
        Span<byte> masks = stackalloc byte[KeyMultiples + 1];
        for (int i = KeyDigits - 1; i >= 0; i--)
        {
            if (i < KeyDigits - 1)
            {
                for (int doubling = 0; doubling < 4; doubling++)
                    JubjubLanes.Double(result, withT: doubling == 3, t);
            }

            masks.Clear();
            byte negative = 0;
            for (int lane = 0; lane < FrLanes.Count; lane++)
            {
                int digit = digits[lane * KeyDigits + i];
                masks[Math.Abs(digit)] |= (byte)(1 << lane);
                negative |= digit < 0 ? (byte)(1 << lane) : (byte)0;
            }

            for (int c = 0; c < JubjubLanes.Coordinates; c++)
            {
                chosen[c] = identity[c];
                for (int j = 1; j <= KeyMultiples; j++)
                    FrLanes.Select(masks[j], in multiples[(j - 1) * JubjubLanes.Coordinates + c], in chosen[c], out chosen[c]);
            }

            JubjubLanes.NegateWhere(negative, chosen, t);
            JubjubLanes.Add(result, chosen, withT: i == 0, t); // doublings do not read T
        }
    }

    private static void AddGeneratorMultiples(ReadOnlySpan<JubjubScalar> s, FrLanes* result, FrLanes* chosen, FrLanes* t)
    {
        Span<sbyte> digits = stackalloc sbyte[FrLanes.Count * GeneratorDigits];
        for (int lane = 0; lane < FrLanes.Count; lane++)
            WriteGeneratorDigits(s[lane], digits.Slice(lane * GeneratorDigits, GeneratorDigits));
        Span<Fr> gathered = stackalloc Fr[3 * FrLanes.Count];
        for (int i = 0; i < GeneratorDigits; i++)
        {
            ReadOnlySpan<PreparedJubjubPoint> row = s_generatorTable.AsSpan(i * GeneratorMultiples, GeneratorMultiples);
            byte negative = 0;
            for (int lane = 0; lane < FrLanes.Count; lane++)
            {
                int digit = digits[lane * GeneratorDigits + i], magnitude = Math.Abs(digit);
                negative |= digit < 0 ? (byte)(1 << lane) : (byte)0;
                if (magnitude == 0)
                {
                    gathered[lane] = gathered[FrLanes.Count + lane] = Fr.One;
                    gathered[2 * FrLanes.Count + lane] = Fr.Zero;
                    continue;
                }

                ref readonly PreparedJubjubPoint entry = ref row[magnitude - 1];
                gathered[lane] = entry.Sum;
                gathered[FrLanes.Count + lane] = entry.Difference;
                gathered[2 * FrLanes.Count + lane] = entry.TwoDT;
            }

            for (int c = 0; c < 3; c++)
                FrLanes.Load(gathered[(c * FrLanes.Count)..], out chosen[c]);
            JubjubLanes.NegateWhere(negative, chosen, t);
            JubjubLanes.AddAffine(result, chosen, withT: i < GeneratorDigits - 1, t);
        }
    }
}
