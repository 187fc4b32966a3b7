namespace LeanRx.Protocol.Tests;

/// <summary>Frames byte by byte, by the field numbers of protocol.md §3.1, §3.2 and §4.</summary>
public class GoldenBytesTests
{
    [Fact]
    public void A_login() => AssertBytes(
        """{"cmd":"session","op":"open","appId":"A","peerId":"t","i":1,"ua":"u","r":true,"configBitmap":187}""",
        [0x08, 0, 0x10, 1, 0x1A, 1, (byte)'A', 0x22, 1, (byte)'t', 0x28, 1, 0xB2, 0x06, 9, 0x22, 1, (byte)'u', 0x28, 1, 0x98, 0x01, 0xBB, 0x01]);

    [Fact]
    public void An_ack() => AssertBytes(
        """{"cmd":"ack","peerId":"t","i":2,"uid":"m","t":300}""",
        [0x08, 3, 0x22, 1, (byte)'t', 0x28, 2, 0xCA, 0x06, 6, 0x28, 0xAC, 0x02, 0x32, 1, (byte)'m']);

    [Fact]
    public void A_query_with_its_JSON_as_text() => AssertBytes(
        """{"cmd":"conv","op":"query","peerId":"t","where":{"a":1}}""",
        [0x08, 1, 0x10, 7, 0x22, 1, (byte)'t', 0xF2, 0x06, 12, 0xAA, 0x06, 9, 0x0A, 7, .. "{\"a\":1}"u8]);

    [Fact]
    public void An_operation_with_two_words() =>
        AssertBytes("""{"cmd":"conv","op":"members-joined","cid":"c"}""", [0x08, 1, 0x10, 33, 0xF2, 0x06, 3, 0x22, 1, (byte)'c']);

    [Fact]
    public void A_heartbeat_is_an_echo() => Assert.Equal([0x08, 14], Protobuf.Encode(HeartbeatFrame.Instance));

    [Fact]
    public void The_last_known_enumeration_values() => AssertBytes("""{"cmd":"goaway"}""", [0x08, 21]);

    static void AssertBytes(string json, byte[] expected)
    {
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(Protobuf.Encode(Json.Decode(json))));
        Json.AssertSame(json, Json.Encode(Protobuf.Decode(expected)));
    }
}
