Attribute VB_Name = "XlAsnRibbon"
Option Explicit

' What the ribbon of the add-in calls; ribbon.xml names these procedures.

Private mRibbon As IRibbonUI

Public Sub RibbonLoaded(Ribbon As IRibbonUI)
    Set mRibbon = Ribbon
End Sub

' Asks Excel to ask again which buttons can do something.
Public Sub RefreshRibbon()
    If Not mRibbon Is Nothing Then mRibbon.Invalidate
End Sub

Public Sub HasBook(Control As IRibbonControl, ByRef Enabled As Variant)
    Enabled = Not ActiveWorkbook Is Nothing
End Sub

Public Sub HasMaster(Control As IRibbonControl, ByRef Enabled As Variant)
    Enabled = IsNamed("Mallversion") Or HasSheet("Start")
End Sub

Public Sub HasFindings(Control As IRibbonControl, ByRef Enabled As Variant)
    Enabled = HasSheet("Kontroll")
End Sub

Public Sub HasSomethingToUndo(Control As IRibbonControl, ByRef Enabled As Variant)
    Enabled = HasSheet("Ångra Beräkna")
End Sub

Public Sub RibbonBerakna(Control As IRibbonControl)
    Berakna
    RefreshRibbon
End Sub

Public Sub RibbonKontrollera(Control As IRibbonControl)
    Kontrollera
    RefreshRibbon
End Sub

Public Sub RibbonGaTillNastaFel(Control As IRibbonControl)
    GaTillNastaFel
End Sub

Public Sub RibbonForklaraCellen(Control As IRibbonControl)
    ForklaraCellen
End Sub

Public Sub RibbonExportera(Control As IRibbonControl)
    Exportera
End Sub

Public Sub RibbonAngraBerakna(Control As IRibbonControl)
    AngraBerakna
    RefreshRibbon
End Sub

Public Sub RibbonNyMall(Control As IRibbonControl)
    NyMall
    RefreshRibbon
End Sub

Public Sub RibbonHjalp(Control As IRibbonControl)
    Hjalp
End Sub

Public Sub RibbonOm(Control As IRibbonControl)
    Om
End Sub

Private Function IsNamed(ByVal Wanted As String) As Boolean
    Dim Found As Name
    If ActiveWorkbook Is Nothing Then Exit Function
    On Error Resume Next
    Set Found = ActiveWorkbook.Names(Wanted)
    On Error GoTo 0
    IsNamed = Not Found Is Nothing
End Function

Private Function HasSheet(ByVal Wanted As String) As Boolean
    Dim Found As Object
    If ActiveWorkbook Is Nothing Then Exit Function
    On Error Resume Next
    Set Found = ActiveWorkbook.Sheets(Wanted)
    On Error GoTo 0
    HasSheet = Not Found Is Nothing
End Function
