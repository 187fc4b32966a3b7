namespace LeanRx.Tests.Transport.Framing;

/// <summary>What a server sends, or a client, and what is to become of it.</summary>
static class FramingCase
{
    /// <summary>How it comes: at once, byte by byte, and in uneven pieces.</summary>
    static readonly int[][] Pieces = [[], [1], [7], [2, 1, 5, 64, 997]];

    /// <summary>What is written where the server's frames are in order, and it goes without a word after them.</summary>
    public const string Lost = "lost";

    /// <summary>Checks that it becomes of it what is said, in whatever pieces it comes, and however much room there is to read it, and also where a
    /// client says it.</summary>
    /// <param name="incoming">What the server sends.</param>
    /// <param name="expected">What is told, and then what is sent.</param>
    public static async Task CheckAsync(byte[] incoming, params string[] expected)
    {
        foreach (var pieces in Pieces)
        {
            if (incoming.Length > 100_000 && pieces is [< 64])
                continue;
            foreach (var room in new[] { 16 * 1024, 61 })
                Assert.Equal(expected, await FramingRun.ReadAsync(incoming, room, pieces: pieces));
            Assert.Equal(expected, await ServerRun.ReadAsync(ClientFrames.Of(incoming), pieces));
        }
    }

    /// <summary>Checks that the server is told of a rule that it broke, and what came before.</summary>
    public static Task CheckFailureAsync(byte[] incoming, int status = 1002, string? before = null) =>
        CheckAsync(incoming, [.. before is null ? Array.Empty<string>() : [before], $"refused {(status == 1007 ? 1007 : 1006)}", $"sent close {status}"]);
}
