namespace LeanRx.Server.Tests;

/// <summary>What the server's page says of permissions is what the code does.</summary>
public class AccessPageTests
{
    [Fact]
    public void The_page_has_the_rules() => ServerPage.AssertSays("rules", AccessText.Rules());

    [Fact]
    public void The_page_has_the_doors() => ServerPage.AssertSays("doors", AccessText.Doors());
}
