namespace Plimsoll.Crypto.Fields;

/// <content>Square roots and roots of unity: r − 1 = 2^32·t with t odd.</content>
public readonly partial struct Fr
{
    /// <summary>The largest k such that a 2^k-th primitive root of unity exists.</summary>
    public const int TwoAdicity = 32;

    /// <summary>The smallest generator of the multiplicative group.</summary>
    public static Fr Generator { get; } = FromUInt64(7);

    private static readonly Fr s_twoAdicRoot = FromHex("0x16a2a19edfe81f20d09b681922c813b4b63683508c2280b93829971f439f0d2b"); // 7^t

    /// <summary>Returns <c>7^((r − 1) / 2^log2Order)</c>, a primitive root of unity of order 2^log2Order.</summary>
    public static Fr RootOfUnity(int log2Order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(log2Order);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log2Order, TwoAdicity);
        Fr root = s_twoAdicRoot;
        for (int i = log2Order; i < TwoAdicity; i++)
            root = Square(root);
        return root;
    }

    /// <inheritdoc/>
    /// <remarks>Tonelli and Shanks; variable-time.</remarks>
    public static bool TrySqrt(in Fr a, out Fr root)
    {
        root = Zero;
        if (a.IsZero)
            return true;
        Fr w = FieldAlgorithms.Pow(a, [0x7fff2dff7fffffff, 0x04d0ec02a9ded201, 0x94cebea4199cec04, 0x0000000039f6d3a9]); // a^((t−1)/2)
        Fr x = a * w, b = x * w, z = s_twoAdicRoot;
        for (int v = TwoAdicity; b != One;)
        {
            // b has order 2^k; x² = a·b throughout, and multiplying x by z^(2^(v−k−1)) lowers k.
            int k = 0;
            for (Fr s = b; s != One; k++)
                s = Square(s);
            if (k == v)
                return false;
            for (int i = 0; i < v - k - 1; i++)
                z = Square(z);
            x *= z;
            z = Square(z);
            b *= z;
            v = k;
        }

        root = x;
        return true;
    }
}
