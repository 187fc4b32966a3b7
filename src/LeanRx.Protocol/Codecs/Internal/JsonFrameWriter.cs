using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>Writes one frame straight into the output. Members that are null are left out.</summary>
ref struct JsonFrameWriter(IBufferWriter<byte> output)
{
    const int FirstRequest = 256;
    const int LongestNumber = 20;
    const int CharactersPerChunk = 512;
    const int BytesPerChunk = 3 * 256;

    Span<byte> _span;
    int _used;
    bool _isFirst;

    /// <summary>Opens the frame and writes the fields that all frames share.</summary>
    public void Begin(Frame frame, string? operation)
    {
        Open((byte)'{');
        if (frame.Command.Length > 0)
            Text("cmd"u8, frame.Command);
        Text("op"u8, operation);
        Number("i"u8, frame.SerialId);
        Text("peerId"u8, frame.PeerId);
        Text("appId"u8, frame.ApplicationId);
    }

    /// <summary>Opens an answer that has no more of these fields.</summary>
    public void Begin(string command, int? serialId, string peerId)
    {
        Open((byte)'{');
        Text("cmd"u8, command);
        Number("i"u8, serialId);
        Text("peerId"u8, peerId);
    }

    /// <summary>Writes the fields without a name in this library, closes the frame and hands it over.</summary>
    public void End(ExtensionFields? extensions)
    {
        Extensions(extensions);
        Close((byte)'}');
        output.Advance(_used);
    }

    public void Text(ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
            return;
        Name(name);
        Quoted(value);
    }

    public void Number(ReadOnlySpan<byte> name, long? value)
    {
        if (value is not { } number)
            return;
        Name(name);
        Reserve(LongestNumber);
        Utf8Formatter.TryFormat(number, _span.Slice(_used), out var written);
        _used += written;
    }

    public void Boolean(ReadOnlySpan<byte> name, bool? value)
    {
        if (value is not { } flag)
            return;
        Name(name);
        Raw(flag ? "true"u8 : "false"u8);
    }

    public void Bytes(ReadOnlySpan<byte> name, byte[]? value)
    {
        if (value is null)
            return;
        Name(name);
        Raw("\""u8);
        for (var start = 0; start < value.Length; start += BytesPerChunk)
        {
            var chunk = value.AsSpan(start, Math.Min(BytesPerChunk, value.Length - start));
            Reserve(Base64.GetMaxEncodedToUtf8Length(chunk.Length));
            Base64.EncodeToUtf8(chunk, _span.Slice(_used), out _, out var written);
            _used += written;
        }
        Raw("\""u8);
    }

    public void Strings(ReadOnlySpan<byte> name, IReadOnlyList<string>? values)
    {
        if (values is null)
            return;
        BeginArray(name);
        for (var index = 0; index < values.Count; index++)
        {
            Separate();
            Quoted(values[index]);
        }
        EndArray();
    }

    public void Element(ReadOnlySpan<byte> name, JsonElement? value)
    {
        if (value is not { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } element)
            return;
        Name(name);
        JsonElementText.Write(element, ref this);
    }

    public void Elements(ReadOnlySpan<byte> name, IReadOnlyList<JsonElement>? values)
    {
        if (values is null)
            return;
        BeginArray(name);
        for (var index = 0; index < values.Count; index++)
        {
            Separate();
            JsonElementText.Write(values[index], ref this);
        }
        EndArray();
    }

    public void Signature(FrameSignature? signature)
    {
        if (signature is null)
            return;
        Number("t"u8, signature.Timestamp == 0 ? null : signature.Timestamp);
        Text("n"u8, signature.Nonce.Length == 0 ? null : signature.Nonce);
        Text("s"u8, signature.Value.Length == 0 ? null : signature.Value);
    }

    public void Extensions(ExtensionFields? extensions)
    {
        if (extensions is null)
            return;
        for (var index = 0; index < extensions.Fields.Count; index++)
        {
            var field = extensions.Fields[index];
            Separate();
            Quoted(field.Key);
            Raw(":"u8);
            JsonElementText.Write(field.Value, ref this);
        }
    }

    public void Objects<T>(ReadOnlySpan<byte> name, IReadOnlyList<T>? items, JsonItemWriter<T> writeItem) where T : class
    {
        if (items is null)
            return;
        BeginArray(name);
        for (var index = 0; index < items.Count; index++)
        {
            Separate();
            Item(items[index], writeItem);
        }
        EndArray();
    }

    public void Object<T>(ReadOnlySpan<byte> name, T? item, JsonItemWriter<T> writeItem) where T : class
    {
        if (item is null)
            return;
        Name(name);
        Item(item, writeItem);
    }

    void Item<T>(T item, JsonItemWriter<T> writeItem)
    {
        Open((byte)'{');
        writeItem(item, ref this);
        Close((byte)'}');
    }

    void BeginArray(ReadOnlySpan<byte> name)
    {
        Name(name);
        Open((byte)'[');
    }

    void EndArray() => Close((byte)']');

    /// <summary>Writes text that is JSON already.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        while (json.Length > 0)
        {
            var chunk = Math.Min(json.Length, CharactersPerChunk);
            Reserve(chunk);
            json.Slice(0, chunk).CopyTo(_span.Slice(_used));
            _used += chunk;
            json = json.Slice(chunk);
        }
    }

    void Name(ReadOnlySpan<byte> name)
    {
        Separate();
        Reserve(name.Length + 3);
        _span[_used++] = (byte)'"';
        name.CopyTo(_span.Slice(_used));
        _used += name.Length;
        _span[_used++] = (byte)'"';
        _span[_used++] = (byte)':';
    }

    void Quoted(string value)
    {
        var text = value.AsSpan();
        Raw("\""u8);
        while (text.Length > 0)
        {
            var chunk = Math.Min(text.Length, CharactersPerChunk);
            if (chunk < text.Length && char.IsHighSurrogate(text[chunk - 1]))
                chunk--;
            Reserve(chunk * JsonText.MostBytesPerCharacter);
            _used += JsonText.Escape(text.Slice(0, chunk), _span.Slice(_used));
            text = text.Slice(chunk);
        }
        Raw("\""u8);
    }

    void Open(byte bracket)
    {
        Reserve(1);
        _span[_used++] = bracket;
        _isFirst = true;
    }

    void Close(byte bracket)
    {
        Reserve(1);
        _span[_used++] = bracket;
        _isFirst = false;
    }

    void Separate()
    {
        if (!_isFirst)
        {
            Reserve(1);
            _span[_used++] = (byte)',';
        }
        _isFirst = false;
    }

    void Reserve(int count)
    {
        if (_span.Length - _used >= count)
            return;
        output.Advance(_used);
        _used = 0;
        _span = output.GetSpan(Math.Max(count, FirstRequest));
    }
}
