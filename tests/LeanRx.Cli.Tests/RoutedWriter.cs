using System.Text;

namespace LeanRx.Cli.Tests;

/// <summary>A stream of the console on which each run of the tool inside the tests' process has a writer of its own.</summary>
sealed class RoutedWriter(TextWriter usual) : TextWriter
{
    readonly AsyncLocal<TextWriter?> _own = new();

    TextWriter Current => _own.Value ?? usual;

    public override Encoding Encoding => usual.Encoding;

    /// <summary>From here on, and in all that begins here.</summary>
    public StringWriter Catch() => Catch(new StringWriter());

    /// <summary>The same, with a writer that the caller has.</summary>
    public T Catch<T>(T caught) where T : TextWriter
    {
        _own.Value = Synchronized(caught);
        return caught;
    }

    public override void Write(char value) => Current.Write(value);

    public override void Write(string? value) => Current.Write(value);

    public override void Write(char[] buffer, int index, int count) => Current.Write(buffer, index, count);

    public override void Write(ReadOnlySpan<char> buffer) => Current.Write(buffer);

    public override void Flush() => Current.Flush();
}
