namespace LeanRx.Conventions.Tests;

public class ClientStoreyTests() : StoreyTests("LeanRx")
{
    protected override int CircleOfFolders => 15;

    protected override int CircleOfFiles => 27;
}

public class ProtocolStoreyTests() : StoreyTests("LeanRx.Protocol")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys =>
    [
        ("Names", ""),
        ("Frames", "Names"),
        ("Codecs", "Frames Names"),
    ];

    /// <summary>The codec, and what reads and writes each frame.</summary>
    protected override int CircleOfFiles => 33;
}

public class ProtobufStoreyTests() : StoreyTests("LeanRx.Protocol.Protobuf")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys => [("", "")];
}

public class MediaStoreyTests() : StoreyTests("LeanRx.Media")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys => [("", "")];
}

public class TestingStoreyTests() : StoreyTests("LeanRx.Testing")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys =>
    [
        ("Streams", ""),
        ("Storage", ""),
        ("Time", ""),
        ("Network", ""),
        ("", "Network Time"),
        ("Faults", " Network"),
        ("Scripting", "Streams"),
        ("Sessions", "Streams"),
    ];
}
