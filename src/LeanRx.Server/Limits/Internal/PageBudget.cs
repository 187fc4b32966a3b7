using System.Text;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Limits.Internal;

/// <summary>Where a page ends by its size. The first item always fits, so that whoever asks on always comes on.</summary>
/// <param name="bytes">How much fits.</param>
/// <param name="taken">How much of it is taken already.</param>
internal sealed class PageBudget(long bytes, long taken = 0)
{
    /// <summary>
    /// Whoever does not know that a short page need not be the last gets so many times as much: a page of a thousand of the largest messages comes whole by
    /// default.
    /// </summary>
    const int Unaware = 8;

    /// <summary>What an item of history holds beside its text, in bytes.</summary>
    const int ItemOverhead = 160;

    /// <summary>How much is taken.</summary>
    public long Taken { get; private set; } = taken;

    /// <summary>The budget of a page for a client.</summary>
    /// <param name="limits">The server's bounds.</param>
    /// <param name="asked">How much the client wants at most, which says that it knows of pages that end by size; null for one that does not say.</param>
    public static PageBudget Of(ServerLimits limits, int? asked) =>
        new(asked is { } most and > 0 ? Math.Min(most, limits.MaxPageBytes) : (long)limits.MaxPageBytes * Unaware);

    /// <summary>Whether an item fits.</summary>
    public bool TryTake(long size)
    {
        if (Taken > 0 && Taken + size > bytes)
            return false;
        Taken += size;
        return true;
    }

    /// <summary>How many of the items fit, from one end on.</summary>
    /// <param name="isFromEnd">Whether from their end.</param>
    public int Fit(IReadOnlyList<StoredMessage> messages, bool isFromEnd)
    {
        var count = 0;
        while (count < messages.Count && TryTake(SizeOf(messages[isFromEnd ? messages.Count - 1 - count : count])))
            count++;
        return count;
    }

    /// <summary>About what a message takes in a frame of JSON.</summary>
    public static long SizeOf(StoredMessage message)
    {
        var mentions = message.MentionedClientIds.IsDefaultOrEmpty ? 0 : message.MentionedClientIds.Sum(static id => id.Length + 3L);
        return ItemOverhead + message.From.Length + mentions + SizeOf(message.Data);
    }

    /// <summary>What a text takes as a string of JSON.</summary>
    static long SizeOf(string text)
    {
        long size = Encoding.UTF8.GetByteCount(text);
        foreach (var character in text)
            size += character switch
            {
                '"' or '\\' or '\n' or '\r' or '\t' => 1,
                < ' ' => 5,
                _ => 0,
            };
        return size;
    }
}
