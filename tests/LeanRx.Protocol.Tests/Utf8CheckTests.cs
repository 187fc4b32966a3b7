using System.Text.Unicode;
using CsCheck;
using LeanRx.Protocol.Codecs.Internal;

namespace LeanRx.Protocol.Tests;

public class Utf8CheckTests
{
    // Mostly the bytes at which the rules of UTF-8 turn.
    static readonly Gen<byte> Edge =
        Gen.OneOf<byte>(0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4,
        0xF5, 0xFF);

    [Fact]
    public void The_check_of_older_targets_agrees_with_the_built_in_one() =>
        Edge.Array[0, 8].Sample(bytes => Utf8Check.IsValidStepwise(bytes) == Utf8.IsValid(bytes), iter: 50_000);

    [Fact]
    public void The_checks_agree_on_text() =>
        Gen.String.Sample(text => Utf8Check.IsValidStepwise(System.Text.Encoding.UTF8.GetBytes(text)), iter: 2_000);
}
