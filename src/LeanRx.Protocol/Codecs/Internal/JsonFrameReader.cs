using System.Text.Json;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>
/// Walks over the fields of one frame. A value comes out as the type that its field asks for, as null where null stands, or as a
/// <see cref="FrameFormatException"/>.
/// </summary>
ref partial struct JsonFrameReader
{
    readonly ReadOnlySpan<byte> _payload;
    readonly StringCache? _ids;
    Utf8JsonReader _json;
    ReadOnlySpan<byte> _name;
    string? _scope;
    bool _isItem;

    public JsonFrameReader(ReadOnlySpan<byte> payload, int maxDepth, StringCache? ids)
    {
        _payload = payload;
        _ids = ids;
        _json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = maxDepth });
    }

    /// <summary>The command; null where there is none.</summary>
    public string? Command { get; private set; }

    public int? SerialId { get; private set; }

    public string? PeerId { get; private set; }

    public string? ApplicationId { get; private set; }

    /// <summary>Enters the object and finds its command. Where it is not the first field, the object is walked over twice.</summary>
    public void Begin()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
            throw new FrameFormatException($"The payload must be a JSON object, but was {Describe(_json.TokenType)}.");

        if (!NextMember())
        {
            StartOver();
            return;
        }
        if (Is("cmd"u8) && (Command = Word()) is not null)
            return;

        do
        {
            if (Is("cmd"u8)) Command = Word();
            else _json.Skip();
        }
        while (Command is null && NextMember());
        StartOver();
    }

    /// <summary>Leaves the object, after which nothing may stand.</summary>
    public readonly void End()
    {
        var rest = JsonFaults.WithoutLeadingBlanks(_payload.Slice((int)_json.BytesConsumed));
        if (!rest.IsEmpty)
            throw new FrameFormatException($"The payload goes on after its object (byte {_payload.Length - rest.Length}).");
    }

    /// <summary>Goes to the next field of the frame, taking those of the envelope on the way. False at the end of the object.</summary>
    public bool NextField()
    {
        while (NextMember())
        {
            if (Is("i"u8)) SerialId = Int32();
            else if (Is("peerId"u8)) PeerId = Id();
            else if (Is("appId"u8)) ApplicationId = Id();
            else if (Is("cmd"u8)) RepeatedCommand();
            else return true;
        }
        return false;
    }

    /// <summary>Goes to the next field of a nested object. False at its end.</summary>
    public bool NextMember()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.EndObject)
            return false;
        _name = _json.ValueIsEscaped ? UnescapedName() : _json.ValueSpan;
        _json.Read();
        return true;
    }

    /// <summary>Whether the field has this name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => _name.SequenceEqual(name);

    void StartOver()
    {
        _json = new Utf8JsonReader(_payload, _json.CurrentState.Options);
        _json.Read();
    }

    // Two readers that each believe another of two commands would act on two different frames.
    void RepeatedCommand()
    {
        if (Word() is { } again && again != Command)
            throw new FrameFormatException("Field 'cmd' appears twice, with different values.");
    }

    readonly ReadOnlySpan<byte> UnescapedName()
    {
        var name = new byte[_json.ValueSpan.Length];
        try
        {
            return name.AsSpan(0, _json.CopyString(name));
        }
        catch (InvalidOperationException exception)
        {
            throw new FrameFormatException("The name of a field holds half a surrogate pair.", exception);
        }
    }
}
