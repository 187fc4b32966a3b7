using System.Runtime.CompilerServices;

namespace LeanRx.Cli.Common;

/// <summary>Lines of the keyboard or a file.</summary>
static class InputLines
{
    public static async IAsyncEnumerable<string> ReadAsync(TextReader input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A read from a console cannot be called off: it is left behind on a thread that the process does not wait for.
        while (await Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false) is { } line)
            yield return line;
    }
}
