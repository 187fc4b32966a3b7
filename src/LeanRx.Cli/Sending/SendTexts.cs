using System.Runtime.CompilerServices;

namespace LeanRx.Cli.Sending;

/// <summary>What is to be sent, where it is one message.</summary>
static class SendTexts
{
    public static IAsyncEnumerable<string> Of(string text) => new[] { text }.ToAsyncEnumerable();

    /// <summary>All of the input, without the line end at its end.</summary>
    public static async IAsyncEnumerable<string> WholeAsync(TextReader input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var text = await Task.Run(input.ReadToEnd, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        yield return text.TrimEnd('\r', '\n');
    }
}
