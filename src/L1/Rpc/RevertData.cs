using System.Buffers;
using System.Text.Json;

namespace Plimsoll.L1.Rpc;

/// <summary>Recognises the bytes that a reverted call returned among the ways in which nodes report them.</summary>
internal static class RevertData
{
    private const int Reverted = 3;
    private const int MaxBytes = 1 << 16;

    /// <summary>Whether an error says that the execution reverted; if so, with the bytes it returned, or none where they cannot be read.</summary>
    /// <remarks>
    /// geth and most others answer code 3 with the bytes in <c>data</c>; some use another code, say "revert" in the message and wrap
    /// the bytes in an object.
    /// </remarks>
    public static bool TryFind(int code, string message, JsonElement data, out byte[] revertData)
    {
        revertData = [];
        if (code != Reverted && !message.Contains("revert", StringComparison.OrdinalIgnoreCase))
            return false;
        string? text = (data.ValueKind == JsonValueKind.Object ? data.Member("data") : data).TextOrNull();
        if (text is not null && text.Length <= 2 + 2 * MaxBytes && text.Length % 2 == 0 && text.StartsWith("0x", StringComparison.Ordinal))
        {
            byte[] bytes = new byte[(text.Length - 2) / 2];
            if (Convert.FromHexString(text.AsSpan(2), bytes, out _, out _) == OperationStatus.Done)
                revertData = bytes;
        }

        return true;
    }
}
