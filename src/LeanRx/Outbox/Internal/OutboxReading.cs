using System.Text;

namespace LeanRx.Outbox.Internal;

/// <summary>What an outbox file says, line by line.</summary>
internal sealed class OutboxReading
{
    public const string Header = "leanrx-outbox 1";

    const string AnyHeader = "leanrx-outbox ";

    readonly List<int> _unreadable = [];

    OutboxReading()
    {
    }

    /// <summary>The lines that can be read, in order.</summary>
    public List<OutboxLine> Lines { get; } = [];

    /// <summary>Whether the file ends in the middle of a line.</summary>
    public bool IsCutOff { get; private set; }

    public string? Damage(string path) => _unreadable.Count == 0
        ? null
        : $"The outbox {path} is damaged: line{(_unreadable.Count > 1 ? "s" : "")} " +
            $"{string.Join(", ", _unreadable.Take(10))}{(_unreadable.Count > 10 ? " …" : "")} cannot be read.";

    /// <exception cref="OutboxStoreException">It is no outbox, or one of a newer version.</exception>
    public static OutboxReading Of(string path, byte[] bytes)
    {
        var reading = new OutboxReading();
        var start = 0;
        for (var number = 1; start < bytes.Length; number++)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            reading.IsCutOff = length < 0;
            reading.Take(path, number, bytes.AsSpan(start, length < 0 ? bytes.Length - start : length));
            start = length < 0 ? bytes.Length : start + length + 1;
        }
        if (reading.Lines.Count == 0 && reading._unreadable.Contains(1))
            throw new OutboxStoreException($"{path} is no outbox: its first line is not \"{Header}\", and no other line can be read. It was left as it is.");
        return reading;
    }

    void Take(string path, int number, ReadOnlySpan<byte> line)
    {
        if (OutboxLine.TryParse(line, out var parsed))
        {
            Lines.Add(parsed);
            return;
        }
        var text = number == 1 ? Encoding.UTF8.GetString(line.ToArray()) : "";
        if (text == Header)
            return;
        if (text.StartsWith(AnyHeader, StringComparison.Ordinal) && !IsCutOff)
            throw new OutboxStoreException($"{path}, line 1: \"{text}\" was written by another version; this one reads \"{Header}\". It was left as it is.");
        // The end of a file that was being written when everything stopped: nothing that was promised.
        if (!IsCutOff || (number == 1 && !Header.StartsWith(text, StringComparison.Ordinal)))
            _unreadable.Add(number);
    }
}
