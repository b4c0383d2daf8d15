using CsCheck;

namespace Plimsoll.L1.Tests;

/// <summary>One way to damage an encoding: for tests that a decoder says no, and says it in its own words.</summary>
internal sealed record Mutation(int Kind, uint Position, uint Length, byte Value)
{
    public static readonly Gen<Mutation> Any =
        Gen.Select(Gen.Int[0, 6], Gen.UInt, Gen.UInt[1, 40], Gen.Byte, (kind, position, length, value) => new Mutation(kind, position, length, value));

    public byte[] Apply(ReadOnlySpan<byte> bytes)
    {
        int at = (int)(Position % (uint)(bytes.Length + 1));
        int end = (int)Math.Min(at + Length, bytes.Length);
        switch (Kind)
        {
            case 0: // cut off
                return bytes[..at].ToArray();
            case 1: // something missing
                return [.. bytes[..at], .. bytes[end..]];
            case 2: // something repeated
                return [.. bytes[..end], .. bytes[at..end], .. bytes[end..]];
            case 3: // something behind
                return [.. bytes, Value];
            case 4: // something inserted
                return [.. bytes[..at], Value, .. bytes[at..]];
            default: // a byte or a bit changed
                byte[] changed = bytes.ToArray();
                if (at < changed.Length)
                    changed[at] = Kind == 5 ? Value : (byte)(changed[at] ^ (1 << (Value & 7)));
                return changed;
        }
    }
}
