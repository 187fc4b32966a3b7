using System.Text.Json;
using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Exporting;

/// <summary>What the last export wrote of each conversation, read beside the new one: both are sorted by conversation.</summary>
sealed class EarlierRows : IDisposable
{
    static readonly (string File, string Key)[] s_lists = [(ArchiveFile.Members, "cid"), (ArchiveFile.Silences, "conv_id"), (ArchiveFile.Blocks, "conv_id")];

    readonly KeyedRows? _conversations;
    readonly List<(string File, KeyedRows Rows)> _lists = [];

    public EarlierRows(ExportFolder folder, bool isUsed)
    {
        if (!isUsed || !File.Exists(folder.PathOf(ArchiveFile.Conversations)))
            return;
        _conversations = new KeyedRows(folder.PathOf(ArchiveFile.Conversations), "objectId");
        foreach (var (file, key) in s_lists)
            _lists.Add((file, new KeyedRows(folder.PathOf(file), key)));
    }

    /// <summary>Whether a conversation had the very same row.</summary>
    /// <remarks>Conversations are asked for in order.</remarks>
    public bool IsUnchanged(string id, ReadOnlySpan<byte> row) => _conversations?.TakeOf(id) is [var old] && row.SequenceEqual(old);

    /// <summary>The rows of a conversation by file, where it has any.</summary>
    public IEnumerable<(string File, IReadOnlyList<byte[]> Rows)> Of(string id) =>
        _lists.Select(list => (list.File, list.Rows.TakeOf(id))).Where(list => list.Item2.Count > 0);

    public void Dispose()
    {
        _conversations?.Dispose();
        foreach (var (_, rows) in _lists)
            rows.Dispose();
    }

    /// <summary>Rows that are sorted by a key, taken key by key.</summary>
    sealed class KeyedRows(string path, string key) : IDisposable
    {
        readonly IEnumerator<(string Key, byte[] Row)> _rows = Read(path, key).GetEnumerator();
        bool _isStarted;
        bool _isOver;

        public IReadOnlyList<byte[]> TakeOf(string wanted)
        {
            if (!_isStarted)
                Advance();
            while (!_isOver && string.CompareOrdinal(_rows.Current.Key, wanted) < 0)
                Advance();
            var taken = new List<byte[]>();
            for (; !_isOver && _rows.Current.Key == wanted; Advance())
                taken.Add(_rows.Current.Row);
            return taken;
        }

        public void Dispose() => _rows.Dispose();

        void Advance() => (_isStarted, _isOver) = (true, !_rows.MoveNext());

        static IEnumerable<(string Key, byte[] Row)> Read(string path, string key)
        {
            foreach (var row in RowReader.Read(path))
            {
                using var document = JsonDocument.Parse(row.Text, CanonicalJson.Reading);
                yield return (RowText.Of(document.RootElement, key), row.Text.ToArray());
            }
        }
    }
}
