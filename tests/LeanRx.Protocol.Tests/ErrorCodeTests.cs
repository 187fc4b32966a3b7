namespace LeanRx.Protocol.Tests;

/// <summary>The error and close codes that applications meet.</summary>
public class ErrorCodeTests
{
    [Theory]
    [Trait("Row", "S171")]
    [InlineData("4100 4102 4103 4105 4107 4108 4109 4110 4111 4112 4113 4114 4115 4116 4200 4201")]
    [InlineData("4300 4301 4302 4303 4304 4305 4306 4307 4308 4309 4310 4311 4312 4313 4314 4315 4316 4317 4318 4320 4321 4322 4323 4324 4325")]
    [InlineData("4401 4402 4403 4404 4405 4406 4407 4408")]
    [InlineData("4543 4544 4546 4548 4561 4563")]
    public void Each_code_has_a_name_of_its_own(string codes)
    {
        var names = codes.Split(' ').Select(code => ErrorCodes.NameOf(int.Parse(code, System.Globalization.CultureInfo.InvariantCulture))).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[A-Z_]+$", name));
        Assert.DoesNotContain(ErrorCodes.NameOf(4999), names);
    }
}
