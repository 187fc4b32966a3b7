using System.Globalization;
using System.Reactive.Disposables;
using System.Text;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Clients;

/// <summary>What passes between a client and its server, as lines of a file.</summary>
static class FrameFile
{
    /// <summary>Writes until it is disposed of.</summary>
    /// <exception cref="ToolException">The file cannot be written.</exception>
    public static IDisposable Follow(LeanClient client, string? path)
    {
        if (path is null)
            return Disposable.Empty;
        try
        {
            var file = new StreamWriter(path, append: true, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
            return new CompositeDisposable(client.Frames.Subscribe(frame => file.WriteLine(LineOf(frame))), file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ToolException($"--frames {path}: cannot be written: {exception.Message}", exception);
        }
    }

    static string LineOf(FrameRecord record) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"at":"{{record.Timestamp.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}}","direction":"{{(
            record.Direction == FrameDirection.Sent ? "sent" : "received")}}","frame":{{FrameText.Of(record.Frame)}}}""");
}
