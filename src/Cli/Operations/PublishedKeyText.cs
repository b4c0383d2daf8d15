using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Operations;

/// <summary>A layer-2 key in one word, as people pass it on: <c>0x</c>, Q.x and Q.y in 64 hexadecimal digits each.</summary>
internal static class PublishedKeyText
{
    public static string Format(in JubjubAffine published)
    {
        byte[] bytes = new byte[2 * Fr.ByteLength];
        published.X.WriteBytes(bytes);
        published.Y.WriteBytes(bytes.AsSpan(Fr.ByteLength));
        return Hex.Encode(bytes);
    }

    /// <summary>Reads a key that operations may name: canonical, on the curve, not of low order.</summary>
    public static bool TryParse(string text, out JubjubAffine published)
    {
        published = default;
        Span<byte> bytes = stackalloc byte[2 * Fr.ByteLength];
        if (!text.StartsWith("0x", StringComparison.Ordinal) || !Hex.TryDecodeExactly(text, bytes)
            || !Fr.TryFromBytes(bytes[..Fr.ByteLength], out Fr x) || !Fr.TryFromBytes(bytes[Fr.ByteLength..], out Fr y))
        {
            return false;
        }

        published = new(x, y);
        return SchnorrPublicKey.TryFromPublished(published, out _);
    }
}
