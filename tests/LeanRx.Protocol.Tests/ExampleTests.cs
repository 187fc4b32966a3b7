namespace LeanRx.Protocol.Tests;

public class ExampleTests
{
    public static TheoryData<string, string, string> Frames => Examples.All;

    [Theory]
    [MemberData(nameof(Frames))]
    public void Every_frame_of_the_protocol_document_survives_a_round_trip(string section, string json, string expected)
    {
        Assert.StartsWith("§", section);
        Json.AssertSame(expected, Json.Encode(Json.Decode(json)));
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void What_was_written_once_is_written_the_same_again(string section, string json, string expected)
    {
        Assert.StartsWith("§", section);
        Assert.NotEmpty(expected);
        var once = Json.Encode(Json.Decode(json));
        Assert.Equal(once, Json.Encode(Json.Decode(once)));
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void Only_commands_outside_the_document_are_unknown(string section, string json, string expected)
    {
        Assert.StartsWith("§", section);
        Assert.NotEmpty(expected);
        Assert.Equal(json.Contains("pubsub", StringComparison.Ordinal), Json.Decode(json) is UnknownFrame);
    }
}
