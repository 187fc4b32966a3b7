using System.Runtime.CompilerServices;

namespace LeanRx.Cli.Terminal;

/// <summary>The keys of the terminal in which the process runs.</summary>
static class ConsoleKeys
{
    const int Most = 256;

    /// <summary>What was typed, as it comes; what is there already, such as a pasted text, at once.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<ConsoleKeyInfo>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A read from a console cannot be called off: it is left behind on a thread that the process does not wait for.
        while (await Task.Run(Read, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false) is { Count: > 0 } keys)
            yield return keys;
    }

    static List<ConsoleKeyInfo> Read()
    {
        var keys = new List<ConsoleKeyInfo>();
        do
        {
            var key = Console.ReadKey(intercept: true);
            if (key is { Key: ConsoleKey.None, KeyChar: '\0' })
                break; // The terminal is gone.
            keys.Add(key);
        }
        while (keys.Count < Most && Console.KeyAvailable);
        return keys;
    }
}
