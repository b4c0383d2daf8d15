using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Node.Auditing;

/// <summary>Who sent a webhook, and when: what the sender writes into a header, and what a receiver checks.</summary>
/// <remarks>
/// <c>t=SECONDS,v1=HEX</c>, where HEX is HMAC-SHA256 of <c>SECONDS.DELIVERY.BODY</c> under the shared secret. The delivery's name is signed too: within the seconds that a receiver tolerates it refuses a name that it
/// has seen, and outside of them everything, so nothing counts twice.
/// </remarks>
public static class WebhookSignature
{
    /// <summary>The shortest secret, in bytes.</summary>
    public const int MinSecret = 16;

    /// <summary>Signs a delivery.</summary>
    /// <param name="secret">Shared with the receiver.</param>
    /// <param name="unixSeconds">Now.</param>
    /// <param name="delivery">Its name, the same for each attempt; without a dot.</param>
    /// <param name="body">What is sent.</param>
    /// <returns>The header's value.</returns>
    public static string Sign(ReadOnlySpan<byte> secret, long unixSeconds, string delivery, string body)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, MinSecret, nameof(secret));
        ArgumentException.ThrowIfNullOrEmpty(delivery);
        if (delivery.Contains('.', StringComparison.Ordinal))
            throw new ArgumentException("A delivery's name has no dot: it would not be known where the body begins.", nameof(delivery));
        string seconds = unixSeconds.ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{seconds}.{delivery}.{body}")))}";
    }

    /// <summary>Whether a header is the secret holder's for this delivery and body, made within some seconds of now. Takes the same time wherever it differs.</summary>
    /// <param name="secret">Shared with the sender.</param>
    /// <param name="header">As it came.</param>
    /// <param name="delivery">As it came.</param>
    /// <param name="body">As it came, before anything parsed it.</param>
    /// <param name="now">Unix seconds.</param>
    /// <param name="toleranceSeconds">How far the sender's clock, and the way, may be off; names of deliveries are to be remembered for twice as long.</param>
    public static bool IsValid(ReadOnlySpan<byte> secret, string? header, string? delivery, string body, long now, long toleranceSeconds)
    {
        if (header is null || string.IsNullOrEmpty(delivery) || delivery.Contains('.', StringComparison.Ordinal) || !header.StartsWith("t=", StringComparison.Ordinal)
            || header.IndexOf(',', StringComparison.Ordinal) is not (> 2 and <= 21) || !long.TryParse(header.AsSpan(2, header.IndexOf(',', StringComparison.Ordinal) - 2), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            || Int128.Abs((Int128)seconds - now) > toleranceSeconds)
            return false;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(secret, seconds, delivery, body)), Encoding.UTF8.GetBytes(header));
    }
}
