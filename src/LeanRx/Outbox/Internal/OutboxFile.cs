using System.Text;

namespace LeanRx.Outbox.Internal;

/// <summary>
/// One outbox file: lines are appended; when most of them are of no use any more the rest is written anew and takes the file's place at once. Guarded by its
/// store.
/// </summary>
internal sealed class OutboxFile(string path) : IDisposable
{
    /// <summary>Below this a file is not worth writing anew.</summary>
    const int WorthRewriting = 64 * 1024;

    readonly LinkedList<OutboxEntry> _entries = new();
    readonly Dictionary<string, LinkedListNode<OutboxEntry>> _byToken = new(StringComparer.Ordinal);
    FileStream? _stream;
    long _useful;

    /// <summary>What waits. Reads the file the first time, and tells its damage then.</summary>
    public OutboxContent Load()
    {
        var damage = _stream is null ? Open() : null;
        return new OutboxContent([.. _entries]) { Damage = damage };
    }

    public bool Add(IReadOnlyList<OutboxEntry> entries)
    {
        if (_stream is null)
            Open();
        List<OutboxEntry> fresh = [.. entries.Where(entry => !_byToken.ContainsKey(entry.Token))];
        var lines = Encoding.UTF8.GetBytes(string.Concat(fresh.Select(OutboxLine.ForAdded)));
        Append(lines, isDurable: true);
        fresh.ForEach(Keep);
        _useful += lines.Length;
        return true;
    }

    public bool Remove(string token)
    {
        if (_stream is null)
            Open();
        if (!_byToken.TryGetValue(token, out var node))
            return false;
        Append(Encoding.UTF8.GetBytes(OutboxLine.ForRemoved(token)), isDurable: false);
        _useful -= Encoding.UTF8.GetByteCount(OutboxLine.ForAdded(node.Value));
        Forget(node);
        if (_stream!.Length > WorthRewriting && _useful < _stream.Length / 4)
            Rewrite();
        return true;
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _stream = null;
        _entries.Clear();
        _byToken.Clear();
    }

    string? Open()
    {
        var stream = OpenStream();
        try
        {
            var bytes = new byte[stream.Length];
            for (var read = 0; read < bytes.Length;)
                read += stream.Read(bytes, read, bytes.Length - read) is > 0 and var count ? count
                    : throw new EndOfStreamException($"{path} became shorter while it was read.");
            var reading = OutboxReading.Of(path, bytes);
            foreach (var line in reading.Lines)
                Take(line);
            _stream = stream;
            var damage = reading.Damage(path);
            if (damage is not null)
                damage += $" It was set aside as {SetAside(bytes)}; everything else was kept.";
            if (bytes.Length == 0 || damage is not null || reading.IsCutOff || reading.Lines.Count > _entries.Count)
                Rewrite();
            else
                _useful = bytes.Length;
            return damage;
        }
        catch
        {
            stream.Dispose();
            Dispose();
            throw;
        }
    }

    FileStream OpenStream() => Unbuffered(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);

    /// <summary>A buffer would keep what could not be written, and write it later, when nobody knows of it any more.</summary>
    static FileStream Unbuffered(string path, FileMode mode, FileAccess access) => new(path, mode, access, FileShare.None, bufferSize: 1);

    void Take(OutboxLine line)
    {
        if (line.Added is { } added)
        {
            if (!_byToken.ContainsKey(added.Token))
                Keep(added);
        }
        else if (_byToken.TryGetValue(line.Removed!, out var node))
        {
            Forget(node);
        }
    }

    void Keep(OutboxEntry entry) => _byToken.Add(entry.Token, _entries.AddLast(entry));

    void Forget(LinkedListNode<OutboxEntry> node)
    {
        _entries.Remove(node);
        _byToken.Remove(node.Value.Token);
    }

    void Append(byte[] bytes, bool isDurable)
    {
        var length = _stream!.Length;
        try
        {
            _stream.Position = length;
            _stream.Write(bytes, 0, bytes.Length);
            _stream.Flush(isDurable);
        }
        catch
        {
            CutOff(length);
            throw;
        }
    }

    /// <summary>Half a line would make the next one unreadable.</summary>
    void CutOff(long length)
    {
        try
        {
            _stream!.SetLength(length);
        }
        catch (IOException)
        {
            // The file is read again when it is used next, and a line that is cut off is dropped then.
            Dispose();
        }
    }

    void Rewrite()
    {
        var bytes = Encoding.UTF8.GetBytes(OutboxReading.Header + "\n" + string.Concat(_entries.Select(OutboxLine.ForAdded)));
        var next = path + ".new";
        using (var stream = Unbuffered(next, FileMode.Create, FileAccess.Write))
        {
            stream.Write(bytes, 0, bytes.Length);
            stream.Flush(flushToDisk: true);
        }
        _stream!.Dispose();
        try
        {
            File.Replace(next, path, null);
            _stream = OpenStream();
        }
        catch
        {
            // The file is read again when it is used next.
            Dispose();
            throw;
        }
        _useful = bytes.Length;
    }

    string SetAside(byte[] bytes)
    {
        var aside = path + ".damaged";
        for (var number = 2; File.Exists(aside); number++)
            aside = $"{path}.damaged-{number}";
        File.WriteAllBytes(aside, bytes);
        return aside;
    }
}
